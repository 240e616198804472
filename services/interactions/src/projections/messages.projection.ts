import { type EventOfType, interactionsEvents } from '@rapport/contracts';
import { bulkUpsert, defineProjection, ignoring, type Tx } from '@rapport/messaging';
import { MESSAGE_STATUS, type MessageStatus } from './message-status.ts';

type Row = Record<string, unknown>;
type Told = EventOfType<keyof typeof MESSAGE_STATUS>;
type Event = Pick<Told, 'data'> & {
  readonly type: keyof typeof MESSAGE_STATUS;
  readonly recordedAt: string;
  readonly occurredAt: string;
};

/** All messages of the batch as they were before, so that each event changes only what it tells of. */
async function begin(events: readonly { readonly data: object }[], tx: Tx): Promise<Map<string, Row>> {
  const ids = events.flatMap(({ data }) => ('messageId' in data ? [data.messageId] : []));
  const { rows } = await tx.query<Row & { message_id: string }>(
    `select * from app.messages where message_id = any($1::uuid[]) order by message_id for update`,
    [ids],
  );
  return new Map(rows.map(row => [row.message_id, row]));
}

function requested(
  { data, occurredAt, recordedAt }: EventOfType<'MessageRequested'> & Event,
  rows: Map<string, Row>,
): void {
  const { messageId: message_id, customerId: customer_id, purpose, channel } = data;
  const times = { requested_at: occurredAt, changed_at: recordedAt };
  rows.set(message_id, { message_id, customer_id, purpose, channel, status: 'due', ...times, facts: data });
}

function changed({ type, data, recordedAt }: Event, rows: Map<string, Row>): void {
  const before = rows.get(data.messageId);
  if (before === undefined) return;
  const status: MessageStatus | undefined =
    type === 'MessageBounced' && 'kind' in data && data.kind === 'soft' ? undefined : MESSAGE_STATUS[type];
  const facts = { ...factsOf(before), ...withoutUndefined(data) };
  rows.set(data.messageId, { ...before, ...(status && { status }), changed_at: recordedAt, facts });
}

const factsOf = ({ facts }: Row): object => (typeof facts === 'object' && facts !== null ? facts : {});
const withoutUndefined = (data: object): object =>
  Object.fromEntries(Object.entries(data).filter(([, value]) => value !== undefined));

/** What became of each message (table `app.messages`); those that are due are sent from here. */
export const messages = defineProjection({
  name: 'messages',
  from: ['interactions'],
  begin,
  on: {
    ...ignoring(interactionsEvents),
    MessageRequested: requested,
    MessageHeld: changed,
    MessageReleased: changed,
    MessageSent: changed,
    MessageSuppressed: changed,
    MessageFailed: changed,
    MessageBounced: changed,
    MessageDelivered: changed,
    MessageOpened: changed,
  },
  async commit(rows, tx) {
    await bulkUpsert(tx, 'app.messages', [...rows.values()], { key: ['message_id'] });
  },
  rebuild: { tables: { 'app.messages': 'customer_id' } },
});
