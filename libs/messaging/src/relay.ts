import { eventTopic, PARTITIONS, type ServiceName } from '@rapport/contracts';
import type pg from 'pg';
import { toMessage } from './cloud-event.ts';
import type { Sender } from './kafka.ts';
import type { Reached } from './fail-point.ts';
import type { Lease } from './lease.ts';
import { LOG_COLUMNS, type LogRow } from './log.ts';
import { HEAD } from './write.sql.ts';

const BATCH = 1000;

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
  readonly sender: () => Sender;
  readonly reached?: Reached | undefined;
  /** Drops a sender that failed; the next call of `sender` makes another. */
  readonly discard: () => Promise<void>;
}

/**
 * Moves the outbox to Kafka, in order, at least once: read from the head, send, delete exactly what was sent. While one
 * batch is under way the next is read; it is sent only when the one before has arrived.
 */
export function createRelay(options: RelayOptions): { step: () => Promise<boolean> } {
  const { pool, lease, service, topicPrefix } = options;
  const topic = eventTopic(service, topicPrefix);
  const head = async (inFlight: readonly number[]): Promise<LogRow[]> =>
    (await pool.query<LogRow>({ name: 'relay-head', text: NEXT, values: [inFlight, BATCH] })).rows;

  const sent = async (positions: readonly number[]): Promise<void> => {
    await options.reached?.('sent');
    const { rowCount } = await pool.query({
      name: 'relay-sent',
      text: SENT,
      values: [positions, lease.holder, lease.epoch],
    });
    if (rowCount === 0) lease.epoch = 0;
  };

  /** Sends what is there until nothing is left. Answers whether there was anything. */
  const step = async (): Promise<boolean> => {
    let batch = await head([]);
    const any = batch.length > 0;
    let deleting: Promise<void> = Promise.resolve();
    let deletingPositions: number[] = [];
    while (batch.length > 0) {
      if ((await lease.hold()) === 'other') break;
      const positions = batch.map(row => row.position);
      await options.reached?.('sending');
      const sending = options.sender().send(topic, PARTITIONS, batch.map(toMessage));
      const next = batch.length === BATCH ? head([...deletingPositions, ...positions]) : Promise.resolve([]);
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
      batch = following.value;
    }
    await deleting;
    return any;
  };
  return { step };
}
