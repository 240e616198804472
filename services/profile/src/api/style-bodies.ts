import { Code, oneOf, StaffId, Uuid } from '@rapport/contracts';
import { origin } from '@rapport/service-kit';
import Type, { type Static } from 'typebox';

const closed = { additionalProperties: false };
const { occurredAt, imported } = origin;

export const MarksBody = Type.Object(
  {
    interactionId: { ...Uuid, description: 'The contact in which it was noticed' },
    marks: Type.Array(
      Type.Object(
        { mark: Code, value: Type.Integer({ minimum: -1, maximum: 1, description: 'Towards which end, or 0' }) },
        closed,
      ),
      { maxItems: 50, description: 'All that was noticed in this contact; sent again, they replace those before' },
    ),
    agentId: Type.Optional({ ...StaffId, description: 'Who noticed it, where that is not the caller' }),
    occurredAt,
    imported,
  },
  closed,
);
export type MarksBody = Static<typeof MarksBody>;

export const AnswersBody = Type.Object(
  {
    version: Type.Optional(
      Type.Integer({ minimum: 1, maximum: 1_000_000, description: 'The version of the questionnaire that was shown' }),
    ),
    answers: Type.Array(
      Type.Object({ item: Type.Integer({ minimum: 1, maximum: 100 }), choice: oneOf(['a', 'b', 'c', 'd']) }, closed),
      { minItems: 1, maxItems: 100, description: 'One choice an item; at least ten of twelve' },
    ),
    ...origin,
  },
  closed,
);
export type AnswersBody = Static<typeof AnswersBody>;
