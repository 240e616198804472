import { Code, Instant, orNull, VALUE_CLASSES } from '@rapport/contracts';
import { paging } from '@rapport/service-kit';
import Type, { type Static } from 'typebox';

const closed = { additionalProperties: false };
const Percent = Type.Number({ minimum: 0, maximum: 100 });
const Share = orNull(
  Type.Number({ description: 'Of all, 0 to 1; of the profit less or more where some bring a loss' }),
);
const N = Type.Integer({ minimum: 0 });
const Minor = Type.Integer();
const Codes = Type.Array(Code, { maxItems: 20 });
const Currency = Type.String({ pattern: '^[A-Z]{3}$', description: 'ISO 4217 code' });
export const MonthText = Type.String({
  pattern: '^(?:19|20)\\d{2}-(?:0[1-9]|1[0-2])$',
  description: 'The month with which the months looked at end, UTC',
});

const ClassRule = Type.Object(
  {
    code: Type.Enum([...VALUE_CLASSES]),
    upTo: { ...Percent, description: 'Until those before reach this percentage of the revenue; 100 for the last' },
    revenueShare: { ...Percent, description: 'The reference that the real share is shown beside, %' },
    profitShare: Percent,
    lookedAfterBy: Codes,
    services: Codes,
  },
  closed,
);
export const ValueRule = Type.Object(
  {
    months: Type.Integer({ minimum: 1, maximum: 120, description: 'How many months are looked at' }),
    monthsBeforeAFall: Type.Integer({ minimum: 1, maximum: 24 }),
    currency: orNull({ ...Currency, description: 'The reporting currency; null: that of most purchases' }),
    classes: Type.Array(ClassRule, { minItems: VALUE_CLASSES.length, maxItems: VALUE_CLASSES.length }),
  },
  closed,
);
export type ValueRule = Static<typeof ValueRule>;
export const ValueRuleBody = Type.Object(
  {
    ...ValueRule.properties,
    validFrom: Type.Optional({ ...Instant, description: 'When it begins to hold; default now, never in the past' }),
  },
  closed,
);
export type ValueRuleBody = Static<typeof ValueRuleBody>;
export const RulesQuery = Type.Object(paging, closed);
export type RulesQuery = Static<typeof RulesQuery>;

export const RateBody = Type.Object(
  {
    currency: Currency,
    validFrom: Type.String({
      pattern: '^(?:19|20)\\d{2}-(?:0[1-9]|1[0-2])-(?:0[1-9]|1\\d|2[0-8])$',
      description: 'A day, up to the 28th',
    }),
    rate: Type.Number({
      exclusiveMinimum: 0,
      maximum: 1e9,
      description: 'Minor units of the reporting currency for one minor unit of this one',
    }),
  },
  closed,
);
export type RateBody = Static<typeof RateBody>;

export const ClassesQuery = Type.Object({ month: Type.Optional(MonthText) }, closed);
const Curve = Type.Object({
  gini: orNull(Type.Number()),
  curve: Type.Array(Type.Object({ customers: Type.Number(), share: Type.Number() }), {
    description: 'The Lorenz curve: which share of those who bought, beginning with the least, brought which share',
  }),
});
export const ValueClassesAnswer = Type.Object({
  asOf: Instant,
  month: orNull(MonthText),
  currency: orNull(Type.String()),
  rule: Type.Integer({ description: 'Version' }),
  withoutRate: { ...N, description: 'Purchases in a currency that no rate is known of: in no figure here' },
  classes: Type.Array(
    Type.Object({
      valueClass: Code,
      customers: N,
      customersShare: Share,
      revenueMinor: Minor,
      revenueShare: Share,
      contributionMinor: Minor,
      profitShare: Share,
      reference: Type.Object({ revenueShare: Percent, profitShare: Percent }),
      lookedAfterBy: Codes,
      services: Codes,
    }),
  ),
  revenue: Curve,
  profit: Curve,
});
