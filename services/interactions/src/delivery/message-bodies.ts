import { Code, Instant, MESSAGE_CHANNELS, oneOf, Uuid } from '@rapport/contracts';
import { origin, paging } from '@rapport/service-kit';
import Type, { type Static } from 'typebox';
import { Values } from './template-bodies.ts';

const closed = { additionalProperties: false };
const { source, sourceId } = origin;

export const MessageBody = Type.Object(
  {
    customerId: Uuid,
    template: Type.Optional({ ...Code, description: 'Says purpose, channel and words; or give content' }),
    values: Type.Optional(Values),
    content: Type.Optional(
      Type.Object(
        {
          subject: Type.Optional(Type.String({ minLength: 1, maxLength: 300, pattern: '^[^\\r\\n]*$' })),
          text: Type.String({ minLength: 1, maxLength: 20_000 }),
        },
        { ...closed, description: 'What somebody wrote. Personal: never part of an event' },
      ),
    ),
    purpose: Type.Optional({ ...Code, description: 'Of the catalogue of purposes; with content' }),
    channel: Type.Optional(oneOf(MESSAGE_CHANNELS)),
    language: Type.Optional(oneOf(['en', 'zh'], 'Default: the one that the customer prefers')),
    about: Type.Optional(Type.Object({ kind: Code, id: Uuid }, { ...closed, description: 'What it is sent for' })),
    expiresAt: Type.Optional({ ...Instant, description: 'From then on it is not sent any more' }),
    source,
    sourceId,
  },
  closed,
);
export type MessageBody = Static<typeof MessageBody>;

const STATUSES = ['due', 'waiting', 'sent', 'suppressed', 'failed', 'bounced', 'delivered', 'opened'] as const;

export const MessagesQuery = Type.Object(
  {
    customer: Type.Optional(Uuid),
    status: Type.Optional(oneOf(STATUSES)),
    channel: Type.Optional(oneOf(MESSAGE_CHANNELS)),
    ...paging,
  },
  closed,
);
export type MessagesQuery = Static<typeof MessagesQuery>;
export const MessageKey = Type.Object({ requestedAt: Instant, messageId: Uuid }, closed);

export const Requested = Type.Object({ messageId: Uuid, sequence: Type.Integer() });
