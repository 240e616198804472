import { interactionsEvents, type RecordedEvent } from '@rapport/contracts';
import { bulkUpsert, defineProjection, ignoring } from '@rapport/messaging';

type Row = Record<string, unknown>;

/** Table → its key. */
const TABLES = {
  refunds: ['refund_id'],
  orders: ['order_id'],
  order_cancellations: ['order_id'],
  deliveries: ['recorded_customer_id', 'occurred_at', 'delivery_id'],
  requirements: ['requirements_id', 'topic'],
  goals: ['goal_id'],
  goal_reviews: ['goal_id', 'reviewed_on'],
} as const;
type Table = keyof typeof TABLES;
type Fold = Record<Table, Row[]>;

const about = ({
  id,
  data,
  occurredAt,
  recordedAt,
  imported,
}: RecordedEvent & { data: { customerId: string } }): Row => ({
  event_id: id,
  recorded_customer_id: data.customerId,
  occurred_at: occurredAt,
  recorded_at: recordedAt,
  imported,
});

/** What customers needed, ordered, gave back and were brought: facts.orders, refunds, deliveries, requirements, goals. */
export const commerceFacts = defineProjection({
  name: 'commerce-facts',
  from: ['interactions'] as const,
  begin: (): Fold => ({
    refunds: [],
    orders: [],
    order_cancellations: [],
    deliveries: [],
    requirements: [],
    goals: [],
    goal_reviews: [],
  }),
  on: {
    ...ignoring(interactionsEvents),
    PurchaseRefunded(event, { refunds }: Fold) {
      const { refundId, purchaseId, amount, refunded, whole, reason } = event.data;
      const money = { amount_minor: amount.minor, currency: amount.currency, refunded_minor: refunded.minor };
      refunds.push({ refund_id: refundId, ...about(event), purchase_id: purchaseId, ...money, whole, reason });
    },
    OrderPlaced(event, { orders }: Fold) {
      const { orderId, channel, amount, lines, promisedAt } = event.data;
      orders.push({
        order_id: orderId,
        ...about(event),
        channel,
        amount_minor: amount.minor,
        currency: amount.currency,
        products: lines.map(({ product }) => product),
        quantities: lines.map(({ quantity }) => quantity),
        promised_at: promisedAt,
      });
    },
    OrderCancelled({ data, occurredAt }, fold: Fold) {
      fold.order_cancellations.push({
        order_id: data.orderId,
        recorded_customer_id: data.customerId,
        cancelled_at: occurredAt,
        reason: data.reason,
        by_customer: data.byCustomer,
      });
    },
    DeliveryMade(event, { deliveries }: Fold) {
      const { data } = event;
      deliveries.push({
        delivery_id: data.deliveryId,
        ...about(event),
        order_id: data.orderId,
        quantity: data.quantity,
        place: data.place,
        region: data.region,
        dispatched_at: data.dispatchedAt,
        promised_at: data.promisedAt,
        sent_on_time: data.sentOnTime,
        arrived_on_time: data.arrivedOnTime,
        complete: data.complete,
        documents_right: data.documentsRight,
        damaged: data.damaged,
        lost: data.lost,
        accident: data.accident,
      });
    },
    RequirementsRecorded({ data, occurredAt }, { requirements }: Fold) {
      const whose = { requirements_id: data.requirementsId, recorded_customer_id: data.customerId };
      const rows = data.answers.map(({ topic, choice, hours, told }) => ({ topic, choice, hours, told }));
      requirements.push(...rows.map(row => ({ ...whose, occurred_at: occurredAt, ...row })));
    },
    GoalSet({ data, occurredAt }, { goals }: Fold) {
      goals.push({
        goal_id: data.goalId,
        recorded_customer_id: data.customerId,
        occurred_at: occurredAt,
        measure: data.measure,
        target: data.target,
        first_month: data.from,
        last_month: data.until,
      });
    },
    GoalReviewed({ data: { goalId, customerId, reviewedOn, met, next } }, fold: Fold) {
      fold.goal_reviews.push({ goal_id: goalId, reviewed_on: reviewedOn, recorded_customer_id: customerId, met, next });
    },
  },
  async commit(fold, tx) {
    await keep('refunds');
    await keep('orders');
    await keep('order_cancellations');
    await keep('deliveries');
    await keep('requirements');
    await keep('goals');
    await keep('goal_reviews');

    async function keep(table: Table): Promise<void> {
      await bulkUpsert(tx, `facts.${table}`, fold[table], { key: TABLES[table], update: 'nothing' });
    }
  },
  rebuild: {
    tables: {
      'facts.refunds': 'recorded_customer_id',
      'facts.orders': 'recorded_customer_id',
      'facts.order_cancellations': 'recorded_customer_id',
      'facts.deliveries': 'recorded_customer_id',
      'facts.requirements': 'recorded_customer_id',
      'facts.goals': 'recorded_customer_id',
      'facts.goal_reviews': 'recorded_customer_id',
    },
  },
});
