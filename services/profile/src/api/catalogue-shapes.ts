import { Code, Day, Instant, oneOf, STYLE_AXES, STYLES } from '@rapport/contracts';
import Type, { type Static, type TSchema } from 'typebox';

const closed = { additionalProperties: false };
const Words = Type.String({ minLength: 1, maxLength: 500 });
/** A text that is shown, in the languages of the console. */
const Text = Type.Object({ en: Words, zh: Words }, closed);
const Coded = Type.Object({ code: Code, text: Text }, closed);
const codes = { minItems: 1, maxItems: 20 };
const Share = Type.Number({ minimum: 0, maximum: 1 });

const StyleRow = Type.Object(
  {
    code: oneOf([...STYLES, 'balanced']),
    assertiveness: oneOf(['low', 'middle', 'high']),
    responsiveness: oneOf(['low', 'middle', 'high']),
    name: Text,
    marks: Text,
    serveSo: Text,
    avoid: Text,
    complains: Text,
  },
  closed,
);

export const ADAPT = ['lessAssertive', 'moreAssertive', 'moreResponsive', 'lessResponsive'] as const;

/** How the styles are told apart, and how to serve each. */
export const StyleContent = Type.Object(
  {
    styles: Type.Array(StyleRow, { minItems: 5, maxItems: 5 }),
    marks: Type.Array(Type.Object({ code: Code, axis: oneOf(STYLE_AXES), plus: Text, minus: Text }, closed), {
      minItems: 2,
      maxItems: 40,
    }),
    adapt: Type.Array(Type.Object({ when: oneOf(ADAPT), advice: Text }, closed), { minItems: 4, maxItems: 4 }),
    rule: Type.Object(
      {
        marksPerAxis: Type.Integer({ minimum: 1, maximum: 100, description: 'So many are needed to say anything' }),
        contacts: Type.Integer({ minimum: 1, maximum: 100, description: 'From so many contacts for each axis' }),
        balancedWithin: { ...Share, description: 'Both means at most so far from nought: balanced' },
        sameWithin: { ...Share, description: 'So near to each other customer and agent need no adapting' },
        months: Type.Integer({ minimum: 1, maximum: 120, description: 'After so many a style is known no longer' }),
      },
      closed,
    ),
  },
  closed,
);

export const QuestionnaireContent = Type.Object(
  {
    items: Type.Array(
      Type.Object(
        {
          item: Type.Integer({ minimum: 1, maximum: 100 }),
          stem: Text,
          choices: Type.Array(
            Type.Object({ choice: oneOf(['a', 'b', 'c', 'd']), style: oneOf(STYLES), text: Text }, closed),
            { minItems: 4, maxItems: 4 },
          ),
        },
        closed,
      ),
      { minItems: 1, maxItems: 100 },
    ),
    minimumAnswered: Type.Integer({ minimum: 1, maximum: 100 }),
    balancedWithin: Type.Integer({ minimum: 0, maximum: 100, description: 'Choices between the most and the least' }),
    leadBy: Type.Integer({ minimum: 1, maximum: 100, description: 'Choices before the second' }),
    functions: Type.Record(Code, oneOf(STYLES), { description: 'Which style stands for which function of Jung' }),
  },
  closed,
);

export const NeedsContent = Type.Object(
  {
    motives: Type.Array(Coded, codes),
    purposes: Type.Array(Type.Object({ code: Code, text: Text, what: Type.Array(Coded, codes) }, closed), codes),
    supplyNeeds: Type.Array(Coded, codes),
    serviceNeeds: Type.Array(Coded, codes),
    orientations: Type.Array(Coded, codes),
  },
  closed,
);

const Score = Type.Integer({ minimum: 0, maximum: 9 });

export const HealthContent = Type.Object(
  {
    indicators: Type.Array(
      Type.Object(
        {
          code: Code,
          text: Text,
          anchors: Type.Array(Type.Object({ from: Score, to: Score, text: Text }, closed), {
            minItems: 1,
            maxItems: 10,
          }),
        },
        closed,
      ),
      codes,
    ),
    lowest: Text,
    highest: Text,
    fall: Type.Integer({ minimum: 1, maximum: 9, description: 'A fall of so many points raises work' }),
  },
  closed,
);

export const OpportunityContent = Type.Object(
  {
    stages: Type.Array(
      Type.Object(
        {
          code: Code,
          text: Text,
          probability: Type.Integer({ minimum: 0, maximum: 100, description: 'Percent, where nobody knows better' }),
          closed: Type.Boolean({ description: 'Won or lost: nothing follows' }),
        },
        closed,
      ),
      { minItems: 2, maxItems: 20 },
    ),
  },
  closed,
);

/** What is sold, and for how much: prices in minor units, without tax, each from its day on. */
export const ProductsContent = Type.Object(
  {
    products: Type.Array(
      Type.Object(
        {
          code: Code,
          text: Text,
          unit: { ...Code, description: 'Of which the price is: piece, kg, hour …' },
          active: Type.Boolean({ description: 'Whether it is still sold' }),
          prices: Type.Array(
            Type.Object(
              {
                minor: Type.Integer({ minimum: 0, maximum: 9e15 }),
                currency: Type.String({ pattern: '^[A-Z]{3}$', description: 'ISO 4217 code' }),
                from: Day,
              },
              closed,
            ),
            { maxItems: 50 },
          ),
        },
        closed,
      ),
      { maxItems: 5_000 },
    ),
  },
  closed,
);

const Times = Type.Number({ minimum: 1, maximum: 100, description: 'Times the own interval of the customer' });
const Days = Type.Integer({ minimum: 1, maximum: 3650 });

/** When silence moves a lifecycle stage. */
export const LifecycleContent = Type.Object(
  {
    gapsNeeded: Type.Integer({ minimum: 1, maximum: 24, description: 'Fewer gaps between contacts are no rhythm' }),
    atRiskTimes: Times,
    atRiskDaysWithout: { ...Days, description: 'Where there is no rhythm yet' },
    lapsedTimes: Times,
    lapsedAtLeastDays: Days,
    backAfterDays: { ...Days, description: 'So long somebody at risk has to be heard of again' },
  },
  closed,
);

export type StyleContent = Static<typeof StyleContent>;
export type QuestionnaireContent = Static<typeof QuestionnaireContent>;
export type NeedsContent = Static<typeof NeedsContent>;
export type HealthContent = Static<typeof HealthContent>;

/** What an administrator sends: the whole content of a new version. */
export const published = <Content extends TSchema>(content: Content) =>
  Type.Object(
    {
      validFrom: Type.Optional({ ...Instant, description: 'From now on where it is not said; never in the past' }),
      content,
    },
    closed,
  );
