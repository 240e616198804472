import { interactionsEvents, type RecordedEvent } from '@rapport/contracts';
import { bulkUpsert, defineProjection, ignoring, markChanged } from '@rapport/messaging';

type Row = { readonly customer_id: string } & Record<string, unknown>;
interface Fold {
  readonly messages: Map<string, Row>;
  readonly addresses: Map<string, Row>;
}
type Told = Pick<RecordedEvent, 'occurredAt'> & {
  readonly data: {
    readonly messageId: string;
    readonly customerId: string;
    readonly purpose: string;
    readonly channel: string;
  };
};
type Marked = Pick<RecordedEvent, 'occurredAt'> & {
  readonly data: { readonly customerId: string; readonly channel: string; readonly number: number };
};

/** Every event of a message tells all that is shown of it: the last one counts, and they come in order. */
const became =
  (status: string) =>
  ({ data, occurredAt }: Told, { messages }: Fold): void => {
    const { messageId, customerId, purpose, channel } = data;
    messages.set(messageId, {
      message_id: messageId,
      customer_id: customerId,
      purpose,
      channel,
      status,
      at: occurredAt,
    });
  };

const marked =
  (undeliverable: boolean) =>
  ({ data, occurredAt }: Marked, { addresses }: Fold): void => {
    const { customerId, channel, number } = data;
    const row = { customer_id: customerId, channel, number, undeliverable, since: occurredAt };
    addresses.set(`${customerId} ${channel} ${number}`, row);
  };

const bounced = became('bounced');

/** What was sent to a customer (table app.message), and the addresses that nothing is sent to (app.undeliverable_address). */
export const messages = defineProjection({
  name: 'messages',
  from: ['interactions'],
  begin: (): Fold => ({ messages: new Map(), addresses: new Map() }),
  on: {
    ...ignoring(interactionsEvents),
    MessageSent: became('sent'),
    MessageSuppressed: became('suppressed'),
    MessageFailed: became('failed'),
    MessageBounced: (event, fold: Fold) => (event.data.kind === 'hard' ? bounced(event, fold) : undefined),
    MessageDelivered: became('delivered'),
    MessageOpened: became('opened'),
    AddressBecameUndeliverable: marked(true),
    AddressRestored: marked(false),
  },
  async commit(fold, tx) {
    await bulkUpsert(tx, 'app.message', [...fold.messages.values()], { key: ['message_id'] });
    await bulkUpsert(tx, 'app.undeliverable_address', [...fold.addresses.values()], {
      key: ['customer_id', 'channel', 'number'],
    });
  },
  mark: (fold, tx) =>
    markChanged(tx, [...new Set([...fold.messages.values(), ...fold.addresses.values()].map(row => row.customer_id))]),
  rebuild: {
    tables: { 'app.message': 'customer_id', 'app.undeliverable_address': 'customer_id' },
    changed: (customers, tx) => markChanged(tx, customers),
  },
});
