import Type, { type Static } from 'typebox';
import { Code, oneOf } from './values.ts';

/** How a message reaches a customer without a person. */
export const MESSAGE_CHANNELS = ['email', 'sms', 'letter', 'push'] as const;
export type MessageChannel = (typeof MESSAGE_CHANNELS)[number];

/** Why a message is not sent. */
export const SUPPRESSIONS = [
  'noConsent',
  'noAddress',
  'undeliverable',
  'capReached',
  'customerErased',
  'openComplaint',
  'expired',
  'answered',
] as const;
export type Suppression = (typeof SUPPRESSIONS)[number];

/** What the page of an unsubscribe link is told. */
export const UnsubscribeLink = Type.Object({
  purpose: Code,
  channel: oneOf(MESSAGE_CHANNELS),
  done: Type.Boolean({ description: 'Whether it was used before' }),
  language: Type.Optional(Code),
});
export type UnsubscribeLink = Static<typeof UnsubscribeLink>;
