import type { Messaging } from '@rapport/messaging';
import { seenBy } from '@rapport/service-kit';

export interface ListedPromise {
  readonly promiseId: string;
  readonly customerId: string;
  readonly complaintId: string | null;
  readonly interactionId: string | null;
  readonly instead: string | null;
  readonly kind: string;
  readonly ownerId: string;
  readonly team: string | null;
  readonly status: 'open' | 'kept' | 'broken' | 'released';
  readonly broken: boolean;
  readonly madeAt: string;
  readonly dueAt: string;
  readonly endedAt: string | null;
  readonly timesRenegotiated: number;
  /** What was promised; null where it was erased, or who asks works with facts alone. */
  readonly what: string | null;
}

export interface WantedPromises {
  readonly status: ListedPromise['status'] | 'all';
  /** All recorded ids of one customer. */
  readonly customers?: readonly string[] | undefined;
  readonly complaintId?: string | undefined;
  readonly interactionId?: string | undefined;
  readonly owner?: string | undefined;
  readonly team?: string | undefined;
  readonly dueBefore?: string | undefined;
  /** Only of customers whom nobody looks after, or one of these of the staff; of all where it is null. */
  readonly staff?: readonly string[] | null;
  readonly texts?: boolean;
}

/** Where a page ended. */
export interface PromiseKey {
  readonly dueAt: string;
  readonly promiseId: string;
}

const iso = (column: string): string => `to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

/** Open ones: what is due next first. Others: the latest first. */
export async function listPromises(
  pool: Messaging['pool'],
  {
    status,
    customers,
    complaintId,
    interactionId,
    owner,
    team,
    dueBefore,
    staff = null,
    texts = false,
  }: WantedPromises,
  after: PromiseKey | undefined,
  limit: number,
): Promise<ListedPromise[]> {
  const [beyond, way] = status === 'open' ? ['>', ''] : ['<', 'desc'];
  const { rows } = await pool.query<ListedPromise>(
    `select promise_id as "promiseId", customer_id as "customerId", complaint_id as "complaintId", interaction_id as "interactionId",
       instead, kind, owner_id as "ownerId", team, status, broken, ${iso('made_at')} as "madeAt", ${iso('due_at')} as "dueAt",
       ${iso('ended_at')} as "endedAt", times_renegotiated as "timesRenegotiated",
       case when $11 then (select "values"->>'what' from messaging.personal where stream = 'promise-' || promise_id) end as what
     from app.promises
     where ($1 = 'all' or status = $1) and ($2::uuid[] is null or customer_id = any($2)) and ($3::text is null or owner_id = $3)
       and ($4::text is null or team = $4) and ($5::timestamptz is null or due_at < $5)
       and ($6::timestamptz is null or (due_at, promise_id) ${beyond} ($6, $7::uuid)) and ${seenBy('$9', 'customer_id')}
       and ($10::uuid is null or complaint_id = $10) and ($12::uuid is null or interaction_id = $12)
     order by due_at ${way}, promise_id ${way} limit $8`,
    [
      ...[status, customers, owner, team, dueBefore, after?.dueAt, after?.promiseId, limit, staff],
      ...[complaintId, texts, interactionId],
    ],
  );
  return rows;
}
