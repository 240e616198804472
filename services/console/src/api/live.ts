import { queryString } from './client.ts';
import { readJson } from './json.ts';
import { currentToken, expire } from './session.ts';
import { backoff, parseEvents, type ServerSentEvent } from './sse.ts';
import type { CustomerView } from './types.ts';

export interface LiveUpdate {
  customerId: string;
  version?: number;
  /** Null when the customer is one no more: erased, or merged into another. */
  view: CustomerView | null;
}

export type LiveState = 'connecting' | 'live' | 'lost';

export interface Listener {
  customer?: string | undefined;
  /** What is followed: the customers' views, unless it says otherwise. */
  path?: string;
  /** Called for whatever is told, whether it is a view or not. */
  onEvent?: (event: ServerSentEvent) => void;
  onUpdate: (update: LiveUpdate) => void;
  onState: (state: LiveState) => void;
  /** Something may have been missed: what is shown has to be read again. */
  onGap: () => void;
}

/** The gateway sends a sign of life every 15 s. */
const SILENCE_MS = 40_000;

function readUpdate(event: ServerSentEvent): LiveUpdate | null {
  if (event.event !== 'customer') return null;
  return readJson<LiveUpdate>(event.data);
}

async function* chunks(body: ReadableStream<Uint8Array>, stop: AbortController): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  const reader = body.getReader();
  for (;;) {
    const silence = setTimeout(() => stop.abort(), SILENCE_MS);
    const { done, value } = await reader.read().finally(() => clearTimeout(silence));
    if (done) return;
    yield decoder.decode(value, { stream: true });
  }
}

function request(
  { customer, path = '/api/live' }: Listener,
  lastId: string | undefined,
  signal: AbortSignal,
): Promise<Response> {
  const headers: Record<string, string> = { accept: 'text/event-stream', authorization: `Bearer ${currentToken()}` };
  if (lastId !== undefined) headers['last-event-id'] = lastId;
  return fetch(`${path}${queryString({ customer })}`, { headers, signal });
}

/**
 * Follows the customers' updates until the returned function is called. EventSource could not send the token. A page
 * that nobody sees lets go of its connection: a browser has six for all its tabs, and the last place is remembered.
 */
export function follow(listener: Listener): () => void {
  let connection = new AbortController();
  let lastId: string | undefined;
  let attempt = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let stopped = false;

  function take(event: ServerSentEvent): void {
    lastId = event.id ?? lastId;
    if (event.event === 'reset') listener.onGap();
    const update = readUpdate(event);
    if (update) listener.onUpdate(update);
    listener.onEvent?.(event);
  }

  async function connect(stop: AbortController): Promise<void> {
    const response = await request(listener, lastId, stop.signal);
    if (response.status === 401) return expire();
    // A place that is not understood any more is no place to go on from.
    if (response.status === 400) lastId = undefined;
    if (!response.ok || !response.body) throw new Error(`live: ${response.status}`);
    attempt = 0;
    listener.onState('live');
    let rest = '';
    for await (const text of chunks(response.body, stop)) {
      const parsed = parseEvents(rest + text);
      rest = parsed.rest;
      parsed.events.forEach(take);
    }
  }

  async function run(): Promise<void> {
    clearTimeout(timer);
    const own = new AbortController();
    connection = own;
    // Whatever broke the connection, the remedy is the same: try again below.
    await connect(own).catch(() => undefined);
    if (stopped || own !== connection || document.hidden || !currentToken()) return;
    listener.onState('lost');
    timer = setTimeout(() => void run(), backoff(attempt++, Math.random()));
  }

  function look(): void {
    connection.abort();
    clearTimeout(timer);
    if (!document.hidden) void run();
  }

  listener.onState('connecting');
  document.addEventListener('visibilitychange', look);
  if (!document.hidden) void run();
  return () => {
    stopped = true;
    document.removeEventListener('visibilitychange', look);
    clearTimeout(timer);
    connection.abort();
  };
}
