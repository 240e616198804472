import type { Fetched } from '@rapport/messaging';
import type { LookedAfter } from '@rapport/service-kit';
import { lookedAfterIn } from './looked-after.ts';
import { encode, type Position } from './position.ts';

/** A change of a customer's view, as it lies in the topic and as it goes to clients. */
export interface Change {
  readonly partition: number;
  readonly offset: number;
  readonly customer: string;
  /** Whose work it is, where it is work. */
  readonly team?: string;
  /** Who looks after the customer, if anybody does. */
  readonly lookedAfter?: LookedAfter | undefined;
  /** Everything but the id, which depends on the way the reader came. */
  readonly body: Buffer;
  /** Of work: to whom it is given, if anybody; and what is told to those of whom it isn't known here whether they may see it. */
  readonly given?: { readonly assignee: string | undefined; readonly bare: Buffer };
}

/** What a message of a topic tells clients; undefined where it tells them nothing. */
export type Read = (message: Fetched) => Change | undefined;

const START = Buffer.from('event: customer\ndata: ');
const END = Buffer.from('}\n\n');
const NOTHING = Buffer.from('null');
const LINE_BREAKS = /[\r\n]+/g;

/** A document of the topic → `event: customer`, `data: {customerId, version, view}`; a tombstone's view is null. */
export function changeOf({ key, value, headers, partition, offset }: Fetched): Change {
  const version = Number(headers['version'] ?? 0);
  const head = `{"customerId":${JSON.stringify(key)},"version":${Number.isSafeInteger(version) ? version : 0},"view":`;
  return {
    partition,
    offset,
    customer: key,
    lookedAfter: lookedAfterIn(value),
    body: Buffer.concat([START, Buffer.from(head), oneLine(value), END]),
  };
}

// JSON has line breaks between its parts only; here one would end the field.
const oneLine = (value: Buffer | null): Buffer => {
  if (value === null) return NOTHING;
  return value.includes(10) || value.includes(13) ? Buffer.from(value.toString().replace(LINE_BREAKS, ' ')) : value;
};

export const withId = (position: Position, body: Buffer): Buffer =>
  Buffer.concat([Buffer.from(`id: ${encode(position)}\n`), body]);

/** Says where the client is, without an event. */
export const mark = (position: Position): Buffer => Buffer.from(`: here\nid: ${encode(position)}\n\n`);
export const HEARTBEAT = Buffer.from(': here\n\n');

/** The client's place is not one of this topic any more: it starts from now, and should read again what it shows. */
export const RESET = Buffer.from('event: reset\ndata: {}\n\n');
