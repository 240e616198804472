import { setTimeout as sleep } from 'node:timers/promises';
import { SERVICES } from '@rapport/contracts';
import type { Looks } from './databases.ts';
import type { Service } from './services.ts';

const EVERY_MS = 100;

interface Told {
  readonly key: string;
  readonly subject: string;
  readonly sequence: number;
  /** Milliseconds since 1970. */
  readonly at: number;
}

/**
 * V9: how long the events of some customers take from being recorded by `source` to being applied by `reader`, from now until
 * `end`, in milliseconds: what 99 of 100 take at the most. What is not applied by then has taken until then.
 */
export function watchLag(
  looks: Looks,
  source: Service,
  reader: Service,
  customers: readonly string[],
): { end: () => Promise<{ readonly p99: number; readonly events: number }> } {
  const stopping = new AbortController();
  const since = new Date();
  const took = new Map<string, number>();
  const waiting = new Map<string, number>();
  const look = async (): Promise<void> => {
    const [events, known] = await Promise.all([
      looks.rows<Told>(
        source,
        `select aggregateid || '/' || sequence as key, aggregateid as subject, sequence, extract(epoch from recorded_at)::float8 * 1000 as at
         from messaging.events where aggregateid = any($1) and recorded_at > $2`,
        [customers, since],
      ),
      looks.rows<{ subject: string; last: number }>(
        reader,
        'select subject, last from messaging.sequences where source = $1 and subject = any($2::uuid[])',
        [SERVICES.indexOf(source), customers],
      ),
    ]);
    const now = Date.now();
    const last = new Map(known.map(row => [row.subject, row.last]));
    waiting.clear();
    for (const { key, subject, sequence, at } of events) {
      if (took.has(key)) continue;
      const isApplied = (last.get(subject) ?? 0) >= sequence;
      (isApplied ? took : waiting).set(key, now - at);
    }
  };
  const watching = (async () => {
    while (!stopping.signal.aborted) {
      await look();
      await sleep(EVERY_MS, undefined, { signal: stopping.signal }).catch(() => undefined);
    }
  })();
  // Heard at the end.
  watching.catch(() => undefined);
  return {
    async end() {
      stopping.abort();
      await watching;
      const all = [...took.values(), ...waiting.values()].toSorted((a, b) => a - b);
      return { p99: all[Math.floor(all.length * 0.99)] ?? Infinity, events: all.length };
    },
  };
}
