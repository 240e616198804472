import { analyticsEvents, type RecordedEvent } from '@rapport/contracts';
import { bulkUpsert, defineProjection, ignoring, markChanged, type Tx } from '@rapport/messaging';
import { noWorth, type Worth } from './worth.ts';

type Row = { readonly customer_id: string } & {
  -readonly [Part in keyof Columns]: Columns[Part];
};
interface Columns {
  readonly lifetime_value: Worth['lifetimeValue'];
  readonly share_of_wallet: Worth['shareOfWallet'];
  readonly service_strategy: Worth['serviceStrategy'];
  readonly next_best_action: Worth['nextBestAction'];
}
type Fold = ReadonlyMap<string, Row>;

const customersOf = (events: readonly RecordedEvent[]): string[] =>
  events.flatMap(({ data }) => ('customerId' in data && data.customerId !== undefined ? [data.customerId] : []));

/** The row of a customer in a batch, as the events before have left it. */
function rowOf(fold: Fold, customerId: string): Row {
  const row = fold.get(customerId);
  if (!row) throw new Error(`what ${customerId} is worth was not read`);
  return row;
}

/** What a customer is worth, how it is best served, and what is best done next, as last told: table app.customer_worth. */
export const worth = defineProjection({
  name: 'worth',
  from: ['analytics'],
  begin: async (events, tx): Promise<Fold> => {
    const ids = [...new Set(customersOf(events))].sort();
    const known = await readWorth(tx, ids);
    return new Map(ids.map(id => [id, { customer_id: id, ...(known.get(id) ?? columnsOf(noWorth)) }]));
  },
  on: {
    ...ignoring(analyticsEvents),
    CustomerValueEstimated({ data, occurredAt }, fold: Fold) {
      const { customerId, shareOfWallet, ...value } = data;
      const row = rowOf(fold, customerId);
      row.lifetime_value = value.estimates.length === 0 ? null : { ...value, asOf: occurredAt };
      row.share_of_wallet = shareOfWallet ?? null;
    },
    ServiceStrategyProposed({ data: { customerId, to, contacts, minutes, depth, days }, occurredAt }, fold: Fold) {
      rowOf(fold, customerId).service_strategy = { strategy: to, contacts, minutes, depth, days, asOf: occurredAt };
    },
    NextBestActionProposed({ data, occurredAt }, fold: Fold) {
      const { customerId, to: proposed, needsDecision, valueClass, risk } = data;
      const action = needsDecision ? null : proposed;
      rowOf(fold, customerId).next_best_action = {
        action,
        proposed,
        needsDecision,
        valueClass,
        risk,
        decision: null,
        asOf: occurredAt,
      };
    },
    NextBestActionDecided({ data: { customerId, action, reason, decidedBy }, occurredAt }, fold: Fold) {
      const row = rowOf(fold, customerId);
      if (row.next_best_action === null) return;
      const decision = { reason, decidedBy, decidedAt: occurredAt };
      row.next_best_action = { ...row.next_best_action, action, decision };
    },
  },
  commit: async (fold, tx) =>
    void (await bulkUpsert(tx, 'app.customer_worth', [...fold.values()].filter(hasAny), { key: ['customer_id'] })),
  mark: (fold, tx) =>
    markChanged(
      tx,
      [...fold.values()].filter(hasAny).map(row => row.customer_id),
    ),
  rebuild: { tables: { 'app.customer_worth': 'customer_id' }, changed: (customers, tx) => markChanged(tx, customers) },
});

const hasAny = ({ customer_id: _, ...columns }: Row): boolean => Object.values(columns).some(each => each !== null);

const columnsOf = (of: Worth): Columns => ({
  lifetime_value: of.lifetimeValue,
  share_of_wallet: of.shareOfWallet,
  service_strategy: of.serviceStrategy,
  next_best_action: of.nextBestAction,
});

/** What is known under these recorded ids. */
export async function readWorth(tx: Tx, recorded: readonly string[]): Promise<Map<string, Columns>> {
  const { rows } = await tx.query<Row>('select * from app.customer_worth where customer_id = any($1::uuid[])', [
    recorded,
  ]);
  return new Map(rows.map(({ customer_id, ...columns }) => [customer_id, columns]));
}
