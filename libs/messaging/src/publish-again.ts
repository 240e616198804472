import { partitionOf } from './kafka.ts';
import type { Tx } from './pool.ts';

const PAGE = 5_000;

export interface LogPage {
  /** The positions in it that belong to the partitions asked for. */
  readonly positions: readonly number[];
  /** Where the next page begins; undefined behind the last event. */
  readonly next: number | undefined;
}

/** A page of the log after a position: what of it belongs to these partitions of a topic that has `count`. */
export async function logPage(tx: Tx, after: number, partitions: readonly number[], count: number): Promise<LogPage> {
  const { rows } = await tx.query<{ position: number; subject: string }>(
    `select position, aggregateid as subject from messaging.events where position > $1 order by position limit ${PAGE}`,
    [after],
  );
  const wanted = new Set(partitions);
  return {
    positions: rows.filter(row => wanted.has(partitionOf(row.subject, count))).map(row => row.position),
    next: rows.length < PAGE ? undefined : rows.at(-1)?.position,
  };
}

/** Queues what was published before once more; the relay sends it in the order of the log. */
export async function queueAgain(tx: Tx, positions: readonly number[]): Promise<void> {
  await tx.query('insert into messaging.outbox select unnest($1::bigint[]) on conflict do nothing', [positions]);
}
