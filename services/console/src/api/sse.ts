export interface ServerSentEvent {
  id: string | undefined;
  event: string;
  /** Null for a block that only tells where the stream is. */
  data: string | null;
}

interface Parsed {
  events: ServerSentEvent[];
  /** What is left of an event that has not ended yet. */
  rest: string;
}

function readBlock(block: string): ServerSentEvent | null {
  let id: string | undefined;
  let event = 'message';
  const data: string[] = [];
  for (const line of block.split('\n')) {
    if (line.startsWith(':')) continue;
    const colon = line.indexOf(':');
    const field = colon < 0 ? line : line.slice(0, colon);
    const value = colon < 0 ? '' : line.slice(colon + 1).replace(/^ /, '');
    if (field === 'id') id = value;
    else if (field === 'event') event = value;
    else if (field === 'data') data.push(value);
  }
  if (data.length === 0 && id === undefined) return null;
  return { id, event, data: data.length > 0 ? data.join('\n') : null };
}

/** Splits what has arrived so far into whole events; a chunk of the network may end anywhere. */
export function parseEvents(buffer: string): Parsed {
  const text = buffer.replaceAll('\r\n', '\n');
  const blocks = text.split('\n\n');
  const rest = blocks.pop() ?? '';
  return { events: blocks.map(readBlock).filter(event => event !== null), rest };
}

/** Milliseconds before the next attempt: doubled up to half a minute, spread so that screens do not come back at once. */
export function backoff(attempt: number, random: number): number {
  const ceiling = Math.min(30_000, 1000 * 2 ** attempt);
  return Math.round(ceiling / 2 + (ceiling / 2) * random);
}
