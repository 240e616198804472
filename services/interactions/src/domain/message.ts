import type { InteractionsEvent } from '@rapport/contracts';

export type MessageEvent = Extract<
  InteractionsEvent,
  {
    type:
      | 'MessageRequested'
      | 'MessageHeld'
      | 'MessageReleased'
      | 'MessageSent'
      | 'MessageSuppressed'
      | 'MessageFailed'
      | 'MessageBounced'
      | 'MessageDelivered'
      | 'MessageOpened'
      | 'CustomerUnsubscribed';
  }
>;
export type MessageFacts = Extract<MessageEvent, { type: 'MessageRequested' }>['data'];
export type AddressOf = NonNullable<Extract<MessageEvent, { type: 'MessageSent' }>['data']['identifier']>;

type Status = 'due' | 'waiting' | 'sent' | 'suppressed' | 'failed' | 'bounced' | 'delivered' | 'opened';

/** A message that is wanted, and how far it came. */
export interface Wanted {
  readonly status: Status;
  readonly facts: MessageFacts;
  /** While it waits, until when. */
  readonly until: string | null;
  readonly attempts: number;
  readonly address: AddressOf | null;
  readonly unsubscribed: boolean;
}

export type OutboundMessage = { readonly status: 'none' } | Wanted;

export function evolve(state: OutboundMessage, event: MessageEvent): OutboundMessage {
  if (event.type === 'MessageRequested') {
    return { status: 'due', facts: event.data, until: null, attempts: 0, address: null, unsubscribed: false };
  }
  return state.status === 'none' ? state : moved(state, event);
}

function moved(state: Wanted, event: Exclude<MessageEvent, { type: 'MessageRequested' }>): Wanted {
  const now = (status: Status): Wanted => ({ ...state, status, until: null });
  switch (event.type) {
    case 'MessageHeld':
      return { ...now('waiting'), until: event.data.until, attempts: event.data.attempts };
    case 'MessageReleased':
      return now('due');
    case 'MessageSent':
      return { ...now('sent'), attempts: event.data.attempts, address: event.data.identifier ?? null };
    case 'MessageSuppressed':
      return now('suppressed');
    case 'MessageFailed':
      return { ...now('failed'), attempts: event.data.attempts };
    case 'MessageBounced':
      return event.data.kind === 'hard' ? now('bounced') : state;
    case 'MessageDelivered':
      return now('delivered');
    case 'MessageOpened':
      return now('opened');
    case 'CustomerUnsubscribed':
      return { ...state, unsubscribed: true };
  }
}
