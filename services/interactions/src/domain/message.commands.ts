import type { Suppression } from '@rapport/contracts';
import type { Json, PassTime } from '@rapport/decider';
import type { AddressOf, MessageFacts } from './message.ts';

/** A message is wanted. `words` are personal: the values for its template, or what somebody wrote. */
export interface RequestMessage {
  readonly type: 'RequestMessage';
  readonly facts: MessageFacts;
  readonly words: { readonly [field: string]: Json };
}

export interface HoldMessage {
  readonly type: 'HoldMessage';
  readonly until: string;
}

export interface SuppressMessage {
  readonly type: 'SuppressMessage';
  readonly because: Suppression;
}

/** The other side took it. `sentAs` is personal: to which address and in which words; left out where the customer was erased meanwhile. */
export interface RecordSent {
  readonly type: 'RecordSent';
  readonly language: string;
  readonly address: AddressOf | null;
  readonly sentAs?: { readonly [field: string]: Json };
}

/** The other side did not take it; `retryAt` null: it will not. */
export interface RecordFailure {
  readonly type: 'RecordFailure';
  readonly code: string;
  readonly retryAt: string | null;
}

/** It came back, at once or later. A soft one is tried again at `retryAt`. */
export interface ReportBounce {
  readonly type: 'ReportBounce';
  readonly kind: 'hard' | 'soft';
  readonly code: string;
  readonly retryAt: string | null;
  /** Where the refusal came before it was recorded as sent. */
  readonly address?: AddressOf | null;
}

export interface ReportProgress {
  readonly type: 'ReportProgress';
  readonly progress: 'delivered' | 'opened';
}

export interface Unsubscribe {
  readonly type: 'Unsubscribe';
}

/** Somebody has put right what was wrong. */
export interface RetryMessage {
  readonly type: 'RetryMessage';
}

export type MessageCommand =
  | RequestMessage
  | HoldMessage
  | SuppressMessage
  | RecordSent
  | RecordFailure
  | ReportBounce
  | ReportProgress
  | Unsubscribe
  | RetryMessage
  | PassTime;
