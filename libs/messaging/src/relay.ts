import { eventTopic, PARTITIONS, type ServiceName } from '@rapport/contracts';
import type pg from 'pg';
import { toMessage } from './cloud-event.ts';
import { partitionOf, type Sender } from './kafka.ts';
import type { Reached } from './fail-point.ts';
import type { Lease } from './lease.ts';
import { LOG_COLUMNS, type LogRow } from './log.ts';
import { HEAD } from './write.sql.ts';

const BATCH = 1000;
// A broker takes batches of up to a megabyte, and a whole batch may go to one partition.
const BATCH_BYTES = 700_000;
const HEADER_BYTES = 800;
// Whoever stops the relay waits for a step, on a slow machine too, and has ten seconds for all.
const STEP_MS = 1_000;

// Always from the head, never "after the last one sent": a position may become visible later than a higher one.
const NEXT = `select ${LOG_COLUMNS} from ${HEAD} e`;

const SENT = `with held as (
    select from messaging.leases where name = 'relay' and holder = $2 and epoch = $3 and expires_at > clock_timestamp() for share
  ) delete from messaging.outbox where position = any($1::bigint[]) and exists (select from held)`;

export interface RelayOptions {
  readonly pool: pg.Pool;
  readonly lease: Lease;
  readonly service: ServiceName;
  readonly topicPrefix: string;
  readonly sender: () => Pick<Sender, 'send'>;
  /** To how many partitions it writes. Default: as many as the contracts say. */
  readonly partitions?: () => Promise<number>;
  readonly reached?: Reached | undefined;
  /** Events sent together at the most. Default 1000. */
  readonly batch?: number;
  /** Drops a sender that failed; the next call of `sender` makes another. */
  readonly discard: () => Promise<void>;
}

/**
 * Moves the outbox to Kafka, in order, at least once: read from the head, send, delete exactly what was sent. While one
 * batch is under way the next is read; it is sent only when the one before has arrived.
 */
export function createRelay(options: RelayOptions): { step: () => Promise<boolean> } {
  const { pool, lease, service, topicPrefix, batch: size = BATCH } = options;
  const topic = eventTopic(service, topicPrefix);
  const counted = options.partitions ?? (async () => PARTITIONS);
  const head = async (partitions: number, inFlight: readonly number[]): Promise<{ batch: LogRow[]; more: boolean }> => {
    const { rows } = await pool.query<LogRow>({ name: 'relay-head', text: NEXT, values: [inFlight, size] });
    const batch = upTo(BATCH_BYTES, rows, partitions);
    return { batch, more: rows.length === size || batch.length < rows.length };
  };

  const sent = async (positions: readonly number[]): Promise<void> => {
    await options.reached?.('sent');
    const { rowCount } = await pool.query({
      name: 'relay-sent',
      text: SENT,
      values: [positions, lease.holder, lease.epoch],
    });
    if (rowCount === 0) lease.epoch = 0;
  };

  /** Sends what is there, for a second or so. Answers whether there was anything. */
  const step = async (): Promise<boolean> => {
    const partitions = await counted();
    let { batch, more } = await head(partitions, []);
    const any = batch.length > 0;
    let deleting: Promise<void> = Promise.resolve();
    let deletingPositions: number[] = [];
    const began = performance.now();
    while (batch.length > 0) {
      if ((await lease.hold()) === 'other') break;
      const positions = batch.map(row => row.position);
      await options.reached?.('sending');
      const sending = lease.keep(options.sender().send(topic, partitions, batch.map(toMessage)));
      const next = more
        ? head(partitions, [...deletingPositions, ...positions])
        : Promise.resolve({ batch: [], more: false });
      // Both are awaited below whichever fails first: none may be left to reject unheard.
      const [outcome, following] = await Promise.allSettled([sending, next]);
      await deleting;
      if (outcome.status === 'rejected') {
        await options.discard();
        throw outcome.reason;
      }
      deletingPositions = positions;
      deleting = sent(positions);
      deleting.catch(() => undefined);
      if (following.status === 'rejected') {
        await deleting;
        throw following.reason;
      }
      if (performance.now() - began > STEP_MS) break;
      ({ batch, more } = following.value);
    }
    await deleting;
    return any;
  };
  return { step };
}

/** The first of the rows, as many as keep what goes to each partition within so many bytes; one at least. */
export function upTo(bytes: number, rows: readonly LogRow[], partitions: number): LogRow[] {
  const sums = new Map<number, number>();
  const end = rows.findIndex(({ aggregateid, payload }) => {
    const partition = partitionOf(aggregateid, partitions);
    const sum = (sums.get(partition) ?? 0) + Buffer.byteLength(payload) + HEADER_BYTES;
    sums.set(partition, sum);
    return sum > bytes;
  });
  return end === -1 ? [...rows] : rows.slice(0, Math.max(1, end));
}
