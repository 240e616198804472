import type { InteractionsEvent } from '@rapport/contracts';
import { DomainError, type Decider, type Decision } from '@rapport/decider';
import { checkMoney } from './lines.ts';

type OrderEvent = Extract<InteractionsEvent, { type: 'OrderPlaced' | 'OrderCancelled' }>;
type Placed = Extract<OrderEvent, { type: 'OrderPlaced' }>['data'];
type Cancelled = Extract<OrderEvent, { type: 'OrderCancelled' }>['data'];

export interface PlaceOrder {
  readonly type: 'PlaceOrder';
  readonly facts: Placed;
}

export interface CancelOrder {
  readonly type: 'CancelOrder';
  readonly reason: string;
  readonly byCustomer: boolean;
}

/** An order is placed and may be cancelled. What was bought and delivered on it refers to it, whichever becomes known first. */
export type Order =
  | { readonly status: 'unknown' }
  | { readonly status: 'placed'; readonly orderId: string; readonly customerId: string }
  | { readonly status: 'cancelled' };

export const order: Decider<Order, PlaceOrder | CancelOrder, OrderEvent> = {
  kind: 'order',
  stateVersion: 1,
  initial: { status: 'unknown' },
  evolve: (_state, { type, data: { orderId, customerId } }) =>
    type === 'OrderPlaced' ? { status: 'placed', orderId, customerId } : { status: 'cancelled' },
  decide: (command, state) => (command.type === 'PlaceOrder' ? place(command, state) : cancel(command, state)),
};

function place({ facts }: PlaceOrder, { status }: Order): Decision<OrderEvent> {
  if (status !== 'unknown') return { events: [] };
  checkMoney(facts.amount, facts.lines);
  return { events: [{ type: 'OrderPlaced', data: facts }] };
}

function cancel({ reason, byCustomer }: CancelOrder, state: Order): Decision<OrderEvent> {
  if (state.status === 'unknown') throw new DomainError('order-unknown', 'No order of this id is known.');
  if (state.status === 'cancelled') return { events: [] };
  const { orderId, customerId } = state;
  const data: Cancelled = { orderId, customerId, reason, byCustomer };
  return { events: [{ type: 'OrderCancelled', data }] };
}
