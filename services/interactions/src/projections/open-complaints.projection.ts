import { complaintsEvents } from '@rapport/contracts';
import { bulkUpsert, defineProjection, ignoring, type Messaging } from '@rapport/messaging';

interface Row {
  readonly complaint_id: string;
  readonly customer_id: string;
  readonly open: boolean;
  readonly [column: string]: unknown;
}
type Fold = Map<string, Row>;
interface About {
  readonly data: { readonly complaintId: string; readonly customerId: string };
}

const set =
  (open: boolean) =>
  ({ data }: About, rows: Fold): void =>
    void rows.set(data.complaintId, { complaint_id: data.complaintId, customer_id: data.customerId, open });

/** Which complaints are open: `app.open_complaints`, all that this service needs to know of them. */
export const openComplaints = defineProjection({
  name: 'open-complaints',
  from: ['complaints'],
  begin: (): Fold => new Map(),
  on: {
    ...ignoring(complaintsEvents),
    ComplaintOpened: set(true),
    ComplaintReopened: set(true),
    ComplaintClosed: set(false),
  },
  async commit(rows, tx) {
    await bulkUpsert(tx, 'app.open_complaints', [...rows.values()], { key: ['complaint_id'] });
  },
  rebuild: { tables: { 'app.open_complaints': 'customer_id' } },
});

/** How many complaints of a customer are open, over all its ids. */
export async function openComplaintsOf(pool: Messaging['pool'], customerIds: readonly string[]): Promise<number> {
  const { rows } = await pool.query<{ n: number }>(
    `select count(*)::integer as n from app.open_complaints where customer_id = any($1::uuid[]) and open`,
    [customerIds],
  );
  return rows[0]?.n ?? 0;
}
