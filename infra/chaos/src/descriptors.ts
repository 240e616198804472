import { readdirSync } from 'node:fs';
import type { Instance } from './services.ts';

// A pool of connections that is not full yet fills up meanwhile, those to Kafka are made anew.
const ROOM = 16;

/** How many files and sockets each process has open, by its id; nothing where the machine does not tell. */
export const openFiles = (instances: readonly Instance[]): ReadonlyMap<number, number> =>
  new Map(instances.flatMap(({ record: { pid } }) => countOf(pid).map(count => [pid, count])));

function countOf(pid: number): number[] {
  try {
    return [readdirSync(`/proc/${pid}/fd`).length];
  } catch {
    return [];
  }
}

/** V12: processes that live on and have more open than a tenth beyond what they had, in words. */
export const leaks = (before: ReadonlyMap<number, number>, after: ReadonlyMap<number, number>): string[] =>
  [...before].flatMap(([pid, had]) => {
    const has = after.get(pid) ?? 0;
    return has > had * 1.1 + ROOM ? [`process ${pid} had ${had} files and sockets open before, ${has} after`] : [];
  });
