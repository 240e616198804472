import { profileEvents } from '@rapport/contracts';
import { bulkUpsert, defineProjection, ignoring, markChanged, type Tx } from '@rapport/messaging';
import { iso } from './view-row.ts';

type Row = { readonly customer_id: string } & Record<string, unknown>;
type Fold = Map<string, Row>;

/** Every health check as recorded (table app.health_check). Trend and falls are worked out when it is read. */
export const healthChecks = defineProjection({
  name: 'health',
  from: ['profile'],
  begin: (): Fold => new Map(),
  on: {
    ...ignoring(profileEvents),
    HealthChecked({ data, occurredAt, actor }, fold: Fold) {
      fold.set(data.checkId, {
        check_id: data.checkId,
        customer_id: data.customerId,
        checked_at: occurredAt,
        assessor: data.assessorId ?? actor,
        version: data.version,
        scores: data.scores,
      });
    },
  },
  commit: async (fold, tx) =>
    void (await bulkUpsert(tx, 'app.health_check', [...fold.values()], { key: ['check_id'] })),
  mark: (fold, tx) => markChanged(tx, [...new Set([...fold.values()].map(row => row.customer_id))]),
  rebuild: { tables: { 'app.health_check': 'customer_id' }, changed: (customers, tx) => markChanged(tx, customers) },
});

export type HealthCheck = {
  readonly checkId: string;
  readonly checkedAt: string;
  readonly assessor: string;
  readonly version: number;
  readonly scores: readonly { readonly indicator: string; readonly score: number }[];
};

/** The checks of each of these recorded customers, newest first, at most `limit` each. */
export async function checksOf(
  tx: Tx,
  recorded: readonly string[],
  limit: number,
): Promise<readonly { readonly customer: string; readonly check: HealthCheck }[]> {
  const { rows } = await tx.query<HealthCheck & { customer: string }>(
    `select c.* from unnest($1::uuid[]) r(id) cross join lateral (
       select customer_id as customer, check_id as "checkId", ${iso('checked_at')} as "checkedAt", assessor, version, scores
       from app.health_check where customer_id = r.id order by checked_at desc, check_id desc limit $2
     ) c order by "checkedAt" desc, "checkId" desc`,
    [recorded, limit],
  );
  return rows.map(({ customer, ...check }) => ({ customer, check }));
}

/** The checks of all these recorded ids as one history, newest first. */
export async function checkHistory(
  tx: Tx,
  asked: {
    readonly recorded: readonly string[];
    readonly before: { readonly checkedAt: string; readonly checkId: string } | undefined;
    readonly limit: number;
  },
): Promise<HealthCheck[]> {
  const { rows } = await tx.query<HealthCheck>(
    `select check_id as "checkId", ${iso('checked_at')} as "checkedAt", assessor, version, scores
     from app.health_check where customer_id = any($1::uuid[])
       and ($2::timestamptz is null or (checked_at, check_id) < ($2, $3::uuid))
     order by checked_at desc, check_id desc limit $4`,
    [asked.recorded, asked.before?.checkedAt ?? null, asked.before?.checkId ?? null, asked.limit],
  );
  return rows;
}
