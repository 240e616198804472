import { Code } from '@rapport/contracts';
import { origin } from '@rapport/service-kit';
import Type, { type Static } from 'typebox';

const closed = { additionalProperties: false };
const { occurredAt } = origin;
const Purpose = { ...Code, description: 'Of the catalogue of purposes' };

export const ConsentBody = Type.Object(
  {
    purpose: Purpose,
    channel: { ...Code, description: 'A channel such as email or phone; `any` is each of them' },
    given: Type.Boolean({ description: 'false where it is withdrawn' }),
    evidence: { ...Code, description: 'How it is shown: form, recording, letter, inPerson …' },
    words: Type.Optional(
      Type.String({
        minLength: 1,
        maxLength: 4000,
        description: 'What was agreed to, as it was put. Personal: never part of an event',
      }),
    ),
    occurredAt,
  },
  closed,
);
export type ConsentBody = Static<typeof ConsentBody>;

export const CheckQuery = Type.Object({ purpose: Purpose, channel: Code }, closed);
export type CheckQuery = Static<typeof CheckQuery>;

export const Confirmation = Type.Object(
  {
    attributes: Type.Array(
      { ...Code, description: 'Of the catalogue of attributes' },
      { minItems: 1, maxItems: 50, uniqueItems: true },
    ),
    occurredAt,
  },
  closed,
);
export type Confirmation = Static<typeof Confirmation>;
