import { interactionsEvents, type RecordedEvent } from '@rapport/contracts';
import { bulkUpsert, defineProjection, ignoring } from '@rapport/messaging';

export const COMMERCE_KINDS = [
  'requirements',
  'order',
  'cancellation',
  'purchase',
  'refund',
  'delivery',
  'goal',
  'review',
] as const;
export type CommerceKind = (typeof COMMERCE_KINDS)[number];

type Row = Record<string, unknown>;
type Rows = Map<string, Row>;

/** Keeps the facts of an event as this kind of thing, under the id that `idOf` finds in it. */
const keptAs =
  <Event extends RecordedEvent & { readonly data: { readonly customerId: string } }>(
    kind: CommerceKind,
    idOf: (event: Event) => string,
  ) =>
  (event: Event, rows: Rows): void => {
    const { data, occurredAt, recordedAt } = event;
    const id = idOf(event);
    const times = { occurred_at: occurredAt, recorded_at: recordedAt };
    rows.set(`${kind}/${id}`, { kind, id, customer_id: data.customerId, ...times, facts: data });
  };

/** What customers needed, ordered, bought and were brought, and what was agreed with them: `app.commerce`, by kind. */
export const commerce = defineProjection({
  name: 'commerce',
  from: ['interactions'],
  begin: (): Rows => new Map(),
  on: {
    ...ignoring(interactionsEvents),
    RequirementsRecorded: keptAs('requirements', ({ data }) => data.requirementsId),
    OrderPlaced: keptAs('order', ({ data }) => data.orderId),
    OrderCancelled: keptAs('cancellation', ({ data }) => data.orderId),
    PurchaseMade: keptAs('purchase', ({ data }) => data.purchaseId),
    PurchaseRefunded: keptAs('refund', ({ data }) => data.refundId),
    DeliveryMade: keptAs('delivery', ({ data }) => data.deliveryId),
    GoalSet: keptAs('goal', ({ data }) => data.goalId),
    GoalReviewed: keptAs('review', ({ id }) => id),
  },
  async commit(rows, tx) {
    await bulkUpsert(tx, 'app.commerce', [...rows.values()], { key: ['kind', 'id'], update: 'nothing' });
  },
  rebuild: { tables: { 'app.commerce': 'customer_id' } },
});
