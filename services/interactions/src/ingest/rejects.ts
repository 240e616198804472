import { createHash } from 'node:crypto';
import { Inject, Injectable, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { bulkUpsert, Loop, transaction, type Log, type Messaging, type Tx } from '@rapport/messaging';
import { LOGGER, MESSAGING } from '@rapport/service-kit';

export type Protocol = 'segment' | 'cloudevents';

/** A message that could not be used, as it is to be kept. */
export interface Rejected {
  readonly sourceId: string;
  readonly messageId: string | undefined;
  readonly protocol: Protocol;
  readonly slug: string;
  readonly reason: string;
  readonly message: unknown;
  readonly receivedAt: string;
  readonly customerId: string | undefined;
}

export interface Reject {
  readonly id: number;
  readonly sourceId: string;
  readonly source: string;
  readonly messageId: string;
  readonly protocol: Protocol;
  readonly slug: string;
  readonly reason: string;
  readonly receivedAt: string;
  readonly lastAt: string;
  readonly times: number;
  readonly droppedAt: string | null;
  readonly droppedBy: string | null;
  readonly dropReason: string | null;
}

export interface RejectFilter {
  readonly source?: string | undefined;
  readonly slug?: string | undefined;
  readonly dropped: boolean;
}

interface Row extends Omit<Reject, 'receivedAt' | 'lastAt' | 'droppedAt'> {
  readonly receivedAt: Date;
  readonly lastAt: Date;
  readonly droppedAt: Date | null;
}

const COLUMNS = `r.id, r.source_id as "sourceId", s.name as source, r.message_id as "messageId", r.protocol, r.slug, r.reason,
  r.received_at as "receivedAt", r.last_at as "lastAt", r.times, r.dropped_at as "droppedAt",
  r.dropped_by as "droppedBy", r.drop_reason as "dropReason"`;
const FROM = `app.ingest_rejects r join app.ingest_sources s using (source_id)`;

const DAYS_KEPT = 30;
const LARGEST_BODY = 256 * 1024;
const TIDY_MS = 10 * 60_000;
const STEP = 2_000;

/** What could not be used, with the reason: kept for thirty days, to be tried again or given up. */
@Injectable()
export class Rejects implements OnApplicationBootstrap, BeforeApplicationShutdown {
  readonly #pool: Messaging['pool'];
  readonly #loop: Loop;

  constructor(@Inject(MESSAGING) messaging: Pick<Messaging, 'pool'>, @Inject(LOGGER) log: Log) {
    this.#pool = messaging.pool;
    const onError = (err: unknown): void => log.warn({ err }, 'old rejects could not be removed');
    this.#loop = new Loop({ min: TIDY_MS, max: TIDY_MS, onError }, async () => {
      return (await removeOld(this.#pool)) === STEP;
    });
  }

  onApplicationBootstrap(): void {
    this.#loop.start();
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.#loop.stop();
  }

  /** Sent and refused again it is the same one; what somebody gave up stays so. */
  async keep(rejected: readonly Rejected[]): Promise<void> {
    const byKey = new Map(rejected.map(rowOf).map(row => [`${row.source_id}\n${row.message_id}`, row]));
    if (byKey.size === 0) return;
    await transaction(this.#pool, tx =>
      bulkUpsert(tx, 'app.ingest_rejects', [...byKey.values()], {
        key: ['source_id', 'message_id'],
        update: {
          times: 't.times + 1',
          last_at: 'excluded.last_at',
          slug: 'excluded.slug',
          reason: 'excluded.reason',
          body: 'excluded.body',
          customer_id: 'excluded.customer_id',
        },
        where: 't.dropped_at is null',
      }),
    );
  }

  /** What was refused before and has been accepted now is no reject any more. */
  async settle(sourceId: string, messageIds: readonly string[]): Promise<void> {
    if (messageIds.length === 0) return;
    await this.#pool.query(`delete from app.ingest_rejects where source_id = $1 and message_id = any($2)`, [
      sourceId,
      messageIds.map(keyOf),
    ]);
  }

  /** The newest first, those before the id `before`. */
  async list({ source, slug, dropped }: RejectFilter, limit: number, before: number | undefined): Promise<Reject[]> {
    const { rows } = await this.#pool.query<Row>(
      `select ${COLUMNS} from ${FROM}
       where ($1::text is null or s.name = $1) and ($2::text is null or r.slug = $2) and (r.dropped_at is not null) = $3
         and ($4::bigint is null or r.id < $4)
       order by r.id desc limit $5`,
      [source ?? null, slug ?? null, dropped, before ?? null, limit],
    );
    return rows.map(told);
  }

  async read(id: number): Promise<(Reject & { readonly body: string | null }) | undefined> {
    const { rows } = await this.#pool.query<Row & { readonly body: string | null }>(
      `select ${COLUMNS}, r.body from ${FROM} where r.id = $1`,
      [id],
    );
    return rows.map(row => ({ ...told(row), body: row.body }))[0];
  }

  /** Gives one up: who, when and why stay, the message goes. False where there is none that waits. */
  async drop(id: number, actor: string, reason: string): Promise<boolean> {
    const { rowCount } = await this.#pool.query(
      `update app.ingest_rejects set dropped_at = now(), dropped_by = $2, drop_reason = $3, body = null
       where id = $1 and dropped_at is null`,
      [id, actor, reason],
    );
    return rowCount === 1;
  }
}

export async function removeOld(tx: Tx): Promise<number> {
  const { rowCount } = await tx.query(
    `delete from app.ingest_rejects where id in (select id from app.ingest_rejects
       where received_at < now() - make_interval(days => $1) order by received_at limit $2)`,
    [DAYS_KEPT, STEP],
  );
  return rowCount ?? 0;
}

function rowOf({ sourceId, messageId, protocol, slug, reason, message, receivedAt, customerId }: Rejected) {
  const body = JSON.stringify(message ?? null);
  return {
    source_id: sourceId,
    message_id: keyOf(messageId ?? body),
    protocol,
    slug,
    reason: reason.slice(0, 2_000),
    body: body.length > LARGEST_BODY ? null : body,
    received_at: receivedAt,
    last_at: receivedAt,
    times: 1,
    customer_id: customerId ?? null,
  };
}

/** An id that a column and its index can hold. */
export const keyOf = (messageId: string): string =>
  messageId.length <= 150 && /^[\x20-\x7e]+$/.test(messageId)
    ? messageId
    : `digest-${createHash('sha256').update(messageId).digest('base64url')}`;

const told = ({ receivedAt, lastAt, droppedAt, ...rest }: Row): Reject => ({
  ...rest,
  receivedAt: receivedAt.toISOString(),
  lastAt: lastAt.toISOString(),
  droppedAt: droppedAt?.toISOString() ?? null,
});
