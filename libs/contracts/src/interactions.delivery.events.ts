import Type from 'typebox';
import { event } from './event.ts';
import { MESSAGE_CHANNELS, SUPPRESSIONS } from './messages.ts';
import { Code, Count, Instant, oneOf, Uuid } from './values.ts';

const customerId = '0190a3c4-7b1e-7c3a-9d55-0f6b1c2d3e4f';
const messageId = '0190a3c5-0000-7000-8000-000000000040';
const message = { messageId, customerId, purpose: 'service', channel: 'email' as const };

const Message = { messageId: Uuid, customerId: Uuid, purpose: Code, channel: oneOf(MESSAGE_CHANNELS) };
const OutcomeCode = { ...Code, description: 'What the other side said, such as smtp.550, http.503 or timeout' };

/** Which of a customer's identifiers an address is: the id as recorded under which it is kept, and its number there. */
const AddressOf = Type.Object({ customerId: Uuid, number: Type.Integer({ minimum: 1 }) });
const address = { customerId, number: 1 };

/** What becomes of a message to a customer. Its address and words are personal and stay beside the stream. */
export const deliveryEvents = {
  MessageRequested: event(
    'interactions',
    'MessageRequested',
    'A message to the customer is wanted; whether it may be sent is decided when it is its turn.',
    Type.Object({
      ...Message,
      template: Type.Optional(Type.Object({ code: Code, version: Type.Integer({ minimum: 1 }) })),
      language: Type.Optional(Code),
      about: Type.Optional(Type.Object({ kind: Code, id: Uuid }, { description: 'What it was sent for' })),
      expiresAt: Type.String({ ...Instant, description: 'From then on it is not sent any more' }),
    }),
    { ...message, template: { code: 'complaintAcknowledged', version: 1 }, expiresAt: '2026-03-09T09:00:00.000Z' },
  ),
  MessageHeld: event(
    'interactions',
    'MessageHeld',
    'It waits: for the end of the quiet hours, or for another try.',
    Type.Object({
      ...Message,
      until: Instant,
      because: oneOf(['quietHours', 'failure', 'softBounce']),
      code: Type.Optional(OutcomeCode),
      attempts: Count,
    }),
    { ...message, until: '2026-03-02T08:00:00.000Z', because: 'quietHours', attempts: 0 },
  ),
  MessageReleased: event('interactions', 'MessageReleased', 'It is its turn again.', Type.Object(Message), message),
  MessageSent: event(
    'interactions',
    'MessageSent',
    'It was taken by the mail server or the provider.',
    Type.Object({ ...Message, language: Code, identifier: Type.Optional(AddressOf), attempts: Count }),
    { ...message, language: 'en', identifier: address, attempts: 1 },
  ),
  MessageSuppressed: event(
    'interactions',
    'MessageSuppressed',
    'It is not sent, because it must not be.',
    Type.Object({ ...Message, because: oneOf(SUPPRESSIONS) }),
    { ...message, because: 'noConsent' },
  ),
  MessageFailed: event(
    'interactions',
    'MessageFailed',
    'It could not be sent, and is not tried again by itself.',
    Type.Object({ ...Message, code: OutcomeCode, attempts: Count }),
    { ...message, code: 'smtp.554', attempts: 1 },
  ),
  MessageBounced: event(
    'interactions',
    'MessageBounced',
    'It came back. Hard: nobody can be reached at that address; soft: not now.',
    Type.Object({
      ...Message,
      kind: oneOf(['hard', 'soft']),
      code: OutcomeCode,
      identifier: Type.Optional(AddressOf),
    }),
    { ...message, kind: 'hard', code: 'dsn.5.1.1', identifier: address },
  ),
  MessageDelivered: event(
    'interactions',
    'MessageDelivered',
    'The provider says that it has arrived.',
    Type.Object(Message),
    message,
  ),
  MessageOpened: event(
    'interactions',
    'MessageOpened',
    'The provider says that it was opened, the first time.',
    Type.Object(Message),
    message,
  ),
  CustomerUnsubscribed: event(
    'interactions',
    'CustomerUnsubscribed',
    'The customer used the link of a message to get no more of its kind.',
    Type.Object(Message),
    { ...message, purpose: 'survey' },
  ),
  MessageCounted: event(
    'interactions',
    'MessageCounted',
    'The message is within what the customer may get in a time, and counts.',
    Type.Object(Message),
    message,
  ),
  MessageUncounted: event(
    'interactions',
    'MessageUncounted',
    'A message that counted was not sent after all.',
    Type.Object(Message),
    message,
  ),
  AddressBecameUndeliverable: event(
    'interactions',
    'AddressBecameUndeliverable',
    'Nothing is sent to this address of the customer any more.',
    Type.Object({ ...AddressOf.properties, channel: oneOf(MESSAGE_CHANNELS), messageId: Uuid, code: OutcomeCode }),
    { ...address, channel: 'email', messageId, code: 'dsn.5.1.1' },
  ),
  AddressRestored: event(
    'interactions',
    'AddressRestored',
    'Somebody found that the address works after all.',
    Type.Object({ ...AddressOf.properties, channel: oneOf(MESSAGE_CHANNELS), reason: Code }),
    { ...address, channel: 'email', reason: 'customerSays' },
  ),
};
