import { Code, oneOf, SERVICES } from '@rapport/contracts';
import Type, { type Static } from 'typebox';
import { BASES } from '../projections/strictest-consent.ts';
import { catalogue, twice } from './catalogue-kinds.ts';

const closed = { additionalProperties: false };
const Words = Type.String({ minLength: 1, maxLength: 500 });
const Months = Type.Integer({ minimum: 1, maximum: 1200 });
const monthsOrNot = (description: string) => Type.Union([Months, Type.Null()], { description });

const PurposesContent = Type.Object(
  {
    purposes: Type.Array(
      Type.Object(
        {
          code: Code,
          basis: oneOf(BASES, 'Why one may: only `consent` has to be asked for; all can be withdrawn'),
          months: monthsOrNot('After so many months a consent has to be asked for again; null: it does not fade'),
          text: Type.Object({ en: Words, zh: Words }, closed),
        },
        closed,
      ),
      { minItems: 1, maxItems: 50 },
    ),
  },
  closed,
);

const AttributesContent = Type.Object(
  {
    inactiveMonths: {
      ...Months,
      description: 'A customer of whom nothing was heard for so long is erased, unless there is a hold',
    },
    attributes: Type.Array(
      Type.Object(
        {
          code: Code,
          service: oneOf(SERVICES, 'Who keeps it'),
          kind: Code,
          field: Code,
          purpose: { ...Code, description: 'Of the catalogue of purposes' },
          months: monthsOrNot(
            'Removed so long after the last of them was stored; null: kept as long as the customer is',
          ),
          staleMonths: monthsOrNot('To be confirmed by the customer after so long; null: it does not change'),
          custodian: { ...Code, description: 'Who answers for it' },
        },
        closed,
      ),
      { minItems: 1, maxItems: 200 },
    ),
  },
  closed,
);
export type AttributesContent = Static<typeof AttributesContent>;

export const PURPOSES = catalogue('purposes', PurposesContent, ({ purposes }) =>
  twice(
    '/content/purposes',
    purposes.map(({ code }) => code),
  ),
);

export const ATTRIBUTES = catalogue('attributes', AttributesContent, ({ attributes }) => [
  ...twice(
    '/content/attributes',
    attributes.map(({ code }) => code),
  ),
  // What says who somebody is goes with the customer as a whole, or one could not be recognised and yet not be erased.
  ...attributes.flatMap(({ kind, months }, i) =>
    kind === 'customer' && months !== null
      ? [{ pointer: `/content/attributes/${i}/months`, message: 'must be null: it is kept as long as the customer is' }]
      : [],
  ),
]);
