import type { Messaging } from '@rapport/messaging';
import { seenBy } from '@rapport/service-kit';

export interface ListedCallBack {
  readonly callBackId: string;
  readonly complaintId: string;
  readonly customerId: string;
  readonly round: 'soon' | 'later';
  readonly ownerId: string | null;
  readonly status: 'open' | 'missed' | 'done' | 'cancelled';
  readonly missed: boolean;
  readonly from: string;
  readonly dueAt: string;
  readonly attempts: number;
  readonly satisfied: boolean | null;
  readonly score: number | null;
  readonly endedAt: string | null;
  /** What the customer said; null where it was erased, or who asks works with facts alone. */
  readonly words: string | null;
}

export interface WantedCallBacks {
  readonly status: ListedCallBack['status'] | 'all';
  /** All recorded ids of one customer. */
  readonly customers?: readonly string[] | undefined;
  readonly complaintId?: string | undefined;
  readonly owner?: string | undefined;
  readonly dueBefore?: string | undefined;
  /** Only of customers whom nobody looks after, or one of these of the staff; of all where it is null. */
  readonly staff?: readonly string[] | null;
  readonly texts?: boolean;
}

/** Where a page ended. */
export interface CallBackKey {
  readonly dueAt: string;
  readonly callBackId: string;
}

const iso = (column: string): string => `to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

/** Those to be made, open or missed: what is due next first. Others: the latest first. */
export async function listCallBacks(
  pool: Messaging['pool'],
  { status, customers, complaintId, owner, dueBefore, staff = null, texts = false }: WantedCallBacks,
  after: CallBackKey | undefined,
  limit: number,
): Promise<ListedCallBack[]> {
  const [beyond, way] = status === 'open' || status === 'missed' ? ['>', ''] : ['<', 'desc'];
  const { rows } = await pool.query<ListedCallBack>(
    `select call_back_id as "callBackId", complaint_id as "complaintId", customer_id as "customerId", round, owner_id as "ownerId",
       status, missed, ${iso('from_at')} as "from", ${iso('due_at')} as "dueAt", attempts, satisfied, score, ${iso('ended_at')} as "endedAt",
       case when $10 then
         (select "values"->>('callBackWords.' || call_back_id) from messaging.personal where stream = 'complaint-' || complaint_id)
       end as words
     from app.call_backs
     where ($1 = 'all' or status = $1) and ($2::uuid[] is null or customer_id = any($2)) and ($3::text is null or owner_id = $3)
       and ($4::timestamptz is null or due_at < $4)
       and ($5::timestamptz is null or (due_at, call_back_id) ${beyond} ($5, $6::uuid)) and ${seenBy('$8', 'customer_id')}
       and ($9::uuid is null or complaint_id = $9)
     order by due_at ${way}, call_back_id ${way} limit $7`,
    [status, customers, owner, dueBefore, after?.dueAt, after?.callBackId, limit, staff, complaintId, texts],
  );
  return rows;
}
