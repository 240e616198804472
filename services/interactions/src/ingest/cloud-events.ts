import { Problem } from '@rapport/service-kit';
import { isRecord } from './message-body.ts';

/** A CloudEvent 1.0 as far as we use it. `data` is parsed where its type is JSON, else text. */
export interface CloudEvent {
  readonly id: string;
  readonly source: string;
  readonly type: string;
  readonly time: string | undefined;
  readonly subject: string | undefined;
  /** All context attributes by name, as they came. */
  readonly attributes: Readonly<Record<string, unknown>>;
  readonly data: unknown;
}

export type ParsedEvent =
  | { readonly ok: true; readonly event: CloudEvent }
  | { readonly ok: false; readonly id: string | undefined; readonly reason: string; readonly raw: unknown };

export interface ParsedRequest {
  /** Whether more than one could have come: then a bad one doesn't refuse the request. */
  readonly batch: boolean;
  readonly events: readonly ParsedEvent[];
}

type Headers = Readonly<Record<string, string | string[] | undefined>>;

const PREFIX = 'ce-';

/** The events in an HTTP request, in any of the three modes of the HTTP protocol binding. Throws 400 or 415. */
export function parseRequest(headers: Headers, text: string): ParsedRequest {
  const type = mediaType(headers['content-type']);
  if (type === 'application/cloudevents-batch+json') {
    const list = parseJson(text);
    if (!Array.isArray(list)) throw new Problem('form', 'A batch of CloudEvents is a list.');
    return { batch: true, events: list.map(parseEvent) };
  }
  if (type === 'application/cloudevents+json') return { batch: false, events: [parseEvent(parseJson(text))] };
  if (type.startsWith('application/cloudevents')) {
    throw new Problem('unsupported-media-type', 'CloudEvents are taken in the format JSON.');
  }
  const attributes = binaryAttributes(headers);
  if (attributes['specversion'] === undefined) {
    throw new Problem('form', 'This is no CloudEvent: neither its Content-Type nor the header ce-specversion says so.');
  }
  return { batch: false, events: [checked(attributes, isJson(type) ? parseJson(text) : text)] };
}

const mediaType = (header: string | string[] | undefined): string =>
  String(header ?? '')
    .split(';', 1)[0]
    ?.trim()
    .toLowerCase() ?? '';

const isJson = (type: string): boolean =>
  type === '' || type === 'text/json' || /^application\/(?:[^/]+\+)?json$/.test(type);

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new Problem('form', 'The body is not JSON.');
  }
}

/** Context attributes travel in headers, with percent-encoding for what headers can't hold. */
function binaryAttributes(headers: Headers): Record<string, unknown> {
  const attributes: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(headers)) {
    if (name.startsWith(PREFIX) && typeof value === 'string') attributes[name.slice(PREFIX.length)] = decoded(value);
  }
  const type = headers['content-type'];
  if (typeof type === 'string') attributes['datacontenttype'] = type;
  return attributes;
}

function decoded(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
}

/** An event in the JSON event format. */
export function parseEvent(event: unknown): ParsedEvent {
  if (!isRecord(event)) return { ok: false, id: undefined, reason: 'A CloudEvent must be an object.', raw: event };
  const { data, data_base64: packed, ...attributes } = event;
  if (typeof packed !== 'string') return checked(attributes, data);
  const text = Buffer.from(packed, 'base64').toString('utf8');
  return checked(attributes, isJson(mediaType(String(attributes['datacontenttype'] ?? ''))) ? lenient(text) : text);
}

function lenient(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

function checked(attributes: Readonly<Record<string, unknown>>, data: unknown): ParsedEvent {
  const { id, source, type, specversion, time, subject } = attributes;
  const refuse = (reason: string): ParsedEvent => ({
    ok: false,
    id: isText(id) ? id : undefined,
    reason,
    raw: { ...attributes, data },
  });
  if (!isText(id)) return refuse('id is missing.');
  if (!isText(source)) return refuse('source is missing.');
  if (!isText(type)) return refuse('type is missing.');
  if (specversion !== '1.0') return refuse('specversion must be 1.0.');
  if (time !== undefined && !isText(time)) return refuse('time is no time of RFC 3339.');
  if (subject !== undefined && !isText(subject)) return refuse('subject must be text.');
  return { ok: true, event: { id, source, type, time, subject, attributes, data } };
}

const isText = (value: unknown): value is string => typeof value === 'string' && value !== '';
