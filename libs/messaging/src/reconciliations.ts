import type { Tx } from './pool.ts';

/** A repair under way, as the database keeps it. */
export interface Reconciliation {
  readonly id: number;
  readonly direction: 'ahead' | 'behind';
  readonly topicId: string;
  /** Offsets by partition where events are taken back; one position of the log where they are published again. */
  readonly starts: readonly number[];
  readonly nexts: readonly number[];
  readonly ends: readonly number[];
  readonly partitions: readonly number[];
  readonly events: number;
  readonly highestEpoch: number;
}

type Row = Omit<Reconciliation, 'starts' | 'nexts' | 'ends'> & Record<'starts' | 'nexts' | 'ends', readonly string[]>;

const OPEN = `select id, direction, topic_id as "topicId", starts, nexts, ends, partitions, events, highest_epoch as "highestEpoch"
  from messaging.reconciliations where finished_at is null`;

export const openReconciliation = (tx: Tx): Promise<Reconciliation | undefined> => readOpen(tx, OPEN);

/** The same, which nobody else can move on until the transaction ends. */
export const lockedReconciliation = (tx: Tx): Promise<Reconciliation | undefined> => readOpen(tx, `${OPEN} for update`);

async function readOpen(tx: Tx, query: string): Promise<Reconciliation | undefined> {
  const { rows } = await tx.query<Row>(query);
  const [row] = rows;
  if (!row) return undefined;
  return { ...row, starts: row.starts.map(Number), nexts: row.nexts.map(Number), ends: row.ends.map(Number) };
}

/** Begins a repair; where another has begun one meanwhile, that one counts. */
export async function begin(
  tx: Tx,
  by: string,
  { direction, topicId, starts, ends, partitions }: Omit<Reconciliation, 'id' | 'nexts' | 'events' | 'highestEpoch'>,
): Promise<void> {
  await tx.query(
    `insert into messaging.reconciliations (direction, topic_id, started_by, starts, nexts, ends, partitions)
     values ($1, $2, $3, $4, $4, $5, $6) on conflict do nothing`,
    [direction, topicId, by, starts, ends, partitions],
  );
}

export interface Moved {
  readonly nexts: readonly number[];
  readonly positions: readonly number[];
  readonly highestEpoch: number;
}

export async function moveOn(tx: Tx, { id }: Reconciliation, { nexts, positions, highestEpoch }: Moved): Promise<void> {
  await tx.query(
    `update messaging.reconciliations set nexts = $2, events = events + $3, highest_epoch = greatest(highest_epoch, $4),
       first_position = least(first_position, $5), last_position = greatest(last_position, $6) where id = $1`,
    [id, nexts, positions.length, highestEpoch, lowest(positions), highest(positions)],
  );
}

const lowest = (positions: readonly number[]): number | null =>
  positions.length === 0 ? null : positions.reduce((a, b) => Math.min(a, b));
const highest = (positions: readonly number[]): number | null =>
  positions.length === 0 ? null : positions.reduce((a, b) => Math.max(a, b));
