import { setTimeout as sleep } from 'node:timers/promises';
import type { Looks } from './databases.ts';
import type { Service } from './services.ts';

const READERS = ['loyalty', 'analytics'] as const;
const EVERY_MS = 1_000;

interface WentBack {
  readonly reader: Service;
  readonly words: string;
}

/** V7: looks once a second where the readers are; a position that goes back is told at the end. */
export function watchPositions(looks: Looks): { end: () => Promise<readonly WentBack[]> } {
  const stopping = new AbortController();
  const highest = new Map<string, number>();
  const wentBack: WentBack[] = [];
  const look = async (): Promise<void> => {
    for (const service of READERS) {
      const rows = await looks.rows<{ place: string; next: number }>(
        service,
        `select topic || '/' || partition as place, next_offset as next from messaging.positions`,
      );
      for (const { place, next } of rows) {
        const key = `${service} at ${place}`;
        const before = highest.get(key) ?? 0;
        if (next < before) wentBack.push({ reader: service, words: `${key} went back from ${before} to ${next}` });
        highest.set(key, Math.max(before, next));
      }
    }
  };
  const watching = (async () => {
    while (!stopping.signal.aborted) {
      // While the database is away there is nothing to be seen.
      await look().catch(() => undefined);
      await sleep(EVERY_MS, undefined, { signal: stopping.signal }).catch(() => undefined);
    }
  })();
  return {
    async end() {
      stopping.abort();
      await watching;
      return wentBack;
    },
  };
}
