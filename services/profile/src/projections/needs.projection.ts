import { type EventsByService, profileEvents, type Recorded } from '@rapport/contracts';
import { bulkUpsert, defineProjection, ignoring, markChanged, type Tx } from '@rapport/messaging';
import { iso } from './view-row.ts';

type NeedEvent = Recorded<
  Extract<EventsByService['profile'], { readonly type: 'CustomerNeedNoted' | 'CustomerNeedRemoved' }>
>;
type Row = { readonly customer_id: string; readonly need: string } & Record<string, unknown>;
type Fold = Map<string, Row>;

function put({ type, data, occurredAt, actor }: NeedEvent, fold: Fold): void {
  const { customerId, aspect, code, what = null } = data;
  // One orientation a customer, one of each of the others.
  const need = aspect === 'orientation' ? aspect : [aspect, code, what ?? ''].join('/');
  const noted = type === 'CustomerNeedNoted' ? data : undefined;
  fold.set(`${customerId} ${need}`, {
    customer_id: customerId,
    need,
    aspect,
    code,
    what,
    holds: noted !== undefined,
    said_by: noted?.saidBy ?? null,
    person_id: noted?.personId ?? null,
    interaction_id: noted?.interactionId ?? null,
    noted_by: actor,
    said_at: occurredAt,
  });
}

/** Motives, purposes, needs and orientation as recorded (table app.customer_need), with who said them last and when. */
export const customerNeeds = defineProjection({
  name: 'needs',
  from: ['profile'],
  begin: (): Fold => new Map(),
  on: {
    ...ignoring(profileEvents),
    CustomerNeedNoted: put,
    CustomerNeedRemoved: put,
  },
  commit: async (fold, tx) =>
    void (await bulkUpsert(tx, 'app.customer_need', [...fold.values()], { key: ['customer_id', 'need'] })),
  mark: (fold, tx) => markChanged(tx, [...new Set([...fold.values()].map(row => row.customer_id))]),
  rebuild: { tables: { 'app.customer_need': 'customer_id' }, changed: (customers, tx) => markChanged(tx, customers) },
});

export type Need = {
  readonly aspect: string;
  readonly code: string;
  readonly what: string | null;
  readonly saidBy: string;
  readonly saidAt: string;
  /** The actor who wrote it down. */
  readonly notedBy: string;
  readonly personId: string | null;
  readonly interactionId: string | null;
};

/** What holds of these recorded customers, the last said first, each with whose it is. */
export async function needsOf(
  tx: Tx,
  recorded: readonly string[],
): Promise<readonly { readonly customer: string; readonly key: string; readonly need: Need }[]> {
  const { rows } = await tx.query<Need & { customer: string; key: string }>(
    `select customer_id as customer, need as key, aspect, code, what, said_by as "saidBy", ${iso('said_at')} as "saidAt",
       noted_by as "notedBy", person_id as "personId", interaction_id as "interactionId"
     from app.customer_need where customer_id = any($1::uuid[]) and holds order by said_at desc, need`,
    [recorded],
  );
  return rows.map(({ customer, key, ...need }) => ({ customer, key, need }));
}
