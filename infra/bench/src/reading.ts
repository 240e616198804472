import { setTimeout as sleep } from 'node:timers/promises';
import type pg from 'pg';

const STALLED_MS = 120_000;

/** Throws when a count has stood still for two minutes: whatever was to raise it has died. */
export function stalled(what: string): (n: number) => void {
  let last = { n: -1, at: performance.now() };
  return n => {
    if (n !== last.n) last = { n, at: performance.now() };
    else if (performance.now() - last.at > STALLED_MS) throw new Error(`${what} stands at ${n}`);
  };
}

/** How many events of the topic the readers of this database have gone through. */
export async function readSoFar(client: pg.Client, topic: string): Promise<number> {
  const { rows } = await client.query<{ n: string }>(
    'select coalesce(sum(next_offset), 0) as n from messaging.positions where topic = $1',
    [topic],
  );
  return Number(rows[0]?.n ?? 0);
}

/**
 * Waits until `total` events are read. The clock starts at the first batch after `warm` of them: what came before is start-up,
 * and not counted as work either.
 */
export async function untilRead(
  client: pg.Client,
  topic: string,
  { total, warm }: { total: number; warm: number },
): Promise<{ units: number; ms: number }> {
  const check = stalled(`the reading of ${topic}`);
  let first: { at: number; n: number } | undefined;
  for (;;) {
    const n = await readSoFar(client, topic);
    check(n);
    if (n >= total) break;
    if (first === undefined && n > warm) first = { at: performance.now(), n };
    await sleep(20);
  }
  if (first === undefined) throw new Error(`${total} events were read before anybody looked: take more`);
  return { units: total - first.n, ms: performance.now() - first.at };
}

export interface Settling {
  /** Whose satisfaction was still to be worked out at the beginning, and at the end. */
  readonly customers: number;
  readonly left: number;
  readonly ms: number;
  /** How many a second, from the moment when they began to become fewer; undefined where that was over at once. */
  readonly rate: number | undefined;
}

/** Waits until nobody's satisfaction is still to be worked out, at most so long. */
export async function untilSettled(client: pg.Client, patienceMs: number): Promise<Settling> {
  const due = async (): Promise<{ n: number; ms: number }> => {
    const { rows } = await client.query<{ n: number }>('select count(*)::integer as n from app.satisfaction_due');
    return { n: rows[0]?.n ?? 0, ms: performance.now() - began };
  };
  const began = performance.now();
  const { n: customers } = await due();
  let falling: { n: number; ms: number } | undefined;
  for (;;) {
    const { n, ms } = await due();
    if (falling === undefined && n < customers) falling = { n, ms };
    if (n === 0 || ms > patienceMs) {
      const rate =
        falling === undefined || falling.ms === ms ? undefined : ((falling.n - n) / (ms - falling.ms)) * 1000;
      return { customers, left: n, ms, rate };
    }
    await sleep(100);
  }
}
