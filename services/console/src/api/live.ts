import { queryString } from './client.ts';
import { currentToken, expire } from './session.ts';
import { backoff, parseEvents, type ServerSentEvent } from './sse.ts';
import type { CustomerView } from './types.ts';

export interface LiveUpdate {
  customerId: string;
  version?: number;
  view: CustomerView | null;
}

export type LiveState = 'connecting' | 'live' | 'lost';

interface Listener {
  customer?: string | undefined;
  onUpdate: (update: LiveUpdate) => void;
  onState: (state: LiveState) => void;
}

function readUpdate(event: ServerSentEvent): LiveUpdate | null {
  if (event.event !== 'customer') return null;
  try {
    const update: LiveUpdate = JSON.parse(event.data);
    return update;
  } catch {
    return null;
  }
}

/** Follows the customers' updates until the returned function is called. EventSource could not send the token. */
export function follow(listener: Listener): () => void {
  const stop = new AbortController();
  let lastId: string | undefined;
  let attempt = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;

  async function connect(): Promise<void> {
    const headers: Record<string, string> = { accept: 'text/event-stream', authorization: `Bearer ${currentToken()}` };
    if (lastId !== undefined) headers['last-event-id'] = lastId;
    const path = `/api/live${queryString({ customer: listener.customer })}`;
    const response = await fetch(path, { headers, signal: stop.signal });
    if (response.status === 401) return expire();
    if (!response.ok || !response.body) throw new Error(`live: ${response.status}`);
    attempt = 0;
    listener.onState('live');
    let rest = '';
    const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
    for (let chunk = await reader.read(); !chunk.done; chunk = await reader.read()) {
      const parsed = parseEvents(rest + chunk.value);
      rest = parsed.rest;
      for (const event of parsed.events) {
        lastId = event.id ?? lastId;
        const update = readUpdate(event);
        if (update) listener.onUpdate(update);
      }
    }
  }

  async function run(): Promise<void> {
    try {
      await connect();
    } catch {
      // Whatever broke the connection, the remedy is the same: try again below.
    }
    if (stop.signal.aborted || !currentToken()) return;
    listener.onState('lost');
    timer = setTimeout(() => void run(), backoff(attempt++, Math.random()));
  }

  listener.onState('connecting');
  void run();
  return () => {
    stop.abort();
    clearTimeout(timer);
  };
}
