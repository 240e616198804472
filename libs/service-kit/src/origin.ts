import { Instant } from '@rapport/contracts';
import Type from 'typebox';

/** What the body of everything that is recorded may say about itself. */
export const origin = {
  occurredAt: Type.Optional(Instant),
  source: Type.Optional(Type.String({ minLength: 1, maxLength: 200, description: 'The sending system' })),
  sourceId: Type.Optional(
    Type.String({ minLength: 1, maxLength: 200, description: "The sender's id: sent twice, it is the same thing" }),
  ),
  imported: Type.Optional(Type.Boolean({ description: 'History filed afterwards; only for the role service' })),
};
