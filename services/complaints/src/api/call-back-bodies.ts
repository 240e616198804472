import { Code, Instant, oneOf, StaffId, Uuid } from '@rapport/contracts';
import { origin, paging } from '@rapport/service-kit';
import Type, { type Static } from 'typebox';
import { CALL_BACK_STATES } from '../domain/call-back.ts';

const closed = { additionalProperties: false };
const { occurredAt } = origin;

export const AttemptBody = Type.Object({ channel: Code, occurredAt }, closed);
export type AttemptBody = Static<typeof AttemptBody>;

export const AnswerBody = Type.Object(
  {
    channel: Code,
    satisfied: Type.Boolean({ description: 'Whether all is well, by the customer’s own word' }),
    score: Type.Integer({ minimum: 1, maximum: 5 }),
    words: Type.Optional(
      Type.String({
        minLength: 1,
        maxLength: 4_000,
        description: 'What the customer said. Personal: never part of an event',
      }),
    ),
    occurredAt,
  },
  closed,
);
export type AnswerBody = Static<typeof AnswerBody>;

export const CancelBody = Type.Object({ reason: Code, occurredAt }, closed);
export type CancelBody = Static<typeof CancelBody>;

export const CallBackAnswer = Type.Object({
  callBackId: Uuid,
  complaintId: Uuid,
  status: oneOf(CALL_BACK_STATES),
  complaintStatus: oneOf(['open', 'closed'], 'Open again, where the customer is dissatisfied'),
  sequence: Type.Integer(),
});
export type CallBackAnswer = Static<typeof CallBackAnswer>;

export const CallBacksQuery = Type.Object(
  {
    ...paging,
    status: Type.Enum([...CALL_BACK_STATES, 'all'], { default: 'open' }),
    customer: Type.Optional(Uuid),
    complaintId: Type.Optional(Uuid),
    owner: Type.Optional(StaffId),
    dueBefore: Type.Optional(Instant),
  },
  closed,
);
export type CallBacksQuery = Static<typeof CallBacksQuery>;

export const CallBackCursor = Type.Object({ dueAt: Instant, callBackId: Uuid }, closed);
