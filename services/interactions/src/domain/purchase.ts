import type { InteractionsEvent } from '@rapport/contracts';
import { DomainError, type Decider, type Decision } from '@rapport/decider';
import { checkMoney, sameCurrency } from './lines.ts';

type PurchaseEvent = Extract<InteractionsEvent, { type: 'PurchaseMade' | 'PurchaseRefunded' }>;
type Made = Extract<PurchaseEvent, { type: 'PurchaseMade' }>['data'];
type Refunded = Extract<PurchaseEvent, { type: 'PurchaseRefunded' }>['data'];

export interface MakePurchase {
  readonly type: 'MakePurchase';
  readonly facts: Made;
}

export interface RefundPurchase {
  readonly type: 'RefundPurchase';
  readonly refund: Pick<Refunded, 'refundId' | 'amount' | 'lines' | 'reason'>;
}

/** What refunds have to know of a purchase. Its facts are in its event. */
export type Purchase =
  | { readonly recorded: false }
  | {
      readonly recorded: true;
      readonly purchaseId: string;
      readonly customerId: string;
      readonly paid: { readonly minor: number; readonly currency: string };
      /** Minor units given back so far. */
      readonly refunded: number;
      readonly refunds: readonly string[];
    };

export const purchase: Decider<Purchase, MakePurchase | RefundPurchase, PurchaseEvent> = {
  kind: 'purchase',
  stateVersion: 2,
  initial: { recorded: false },
  evolve,
  decide: (command, state) => (command.type === 'MakePurchase' ? make(command, state) : refund(command, state)),
};

function evolve(state: Purchase, event: PurchaseEvent): Purchase {
  if (event.type === 'PurchaseMade') {
    const { purchaseId, customerId, amount } = event.data;
    return { recorded: true, purchaseId, customerId, paid: amount, refunded: 0, refunds: [] };
  }
  if (!state.recorded) return state;
  const { refundId, refunded } = event.data;
  return { ...state, refunded: refunded.minor, refunds: [...state.refunds, refundId] };
}

function make({ facts }: MakePurchase, { recorded }: Purchase): Decision<PurchaseEvent> {
  if (recorded) return { events: [] };
  checkMoney(facts.amount, facts.lines);
  if (facts.cost) sameCurrency(facts.amount, facts.cost, 'the cost');
  return { events: [{ type: 'PurchaseMade', data: facts }] };
}

/** Amounts of all refunds are added up: each alone would pass where together they give back more than was paid. */
function refund({ refund }: RefundPurchase, state: Purchase): Decision<PurchaseEvent> {
  if (!state.recorded) throw new DomainError('purchase-unknown', 'No purchase of this id is known.');
  const { purchaseId, customerId, paid } = state;
  if (state.refunds.includes(refund.refundId)) return { events: [] };
  sameCurrency(paid, refund.amount, 'the refund');
  checkMoney(refund.amount, refund.lines);
  const minor = state.refunded + refund.amount.minor;
  if (minor > paid.minor) {
    const left = paid.minor - state.refunded;
    throw new DomainError('refund-too-high', `${refund.amount.minor} would be given back, ${left} can be.`);
  }
  const refunded = { minor, currency: paid.currency };
  return {
    events: [
      {
        type: 'PurchaseRefunded',
        data: { purchaseId, customerId, ...refund, refunded, paid, whole: minor === paid.minor },
      },
    ],
  };
}
