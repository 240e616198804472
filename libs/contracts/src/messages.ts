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
