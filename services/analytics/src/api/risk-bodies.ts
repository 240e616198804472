import { Instant, oneOf, orNull, RISK_BANDS, RISK_FEATURES, Uuid } from '@rapport/contracts';
import Type, { type Static } from 'typebox';

const closed = { additionalProperties: false };
const Share = Type.Number({ minimum: 0, maximum: 1 });
const N = Type.Integer({ minimum: 0 });
const Feature = oneOf(RISK_FEATURES);
const Band = oneOf(RISK_BANDS);
const Days = Type.Integer({ minimum: 1, maximum: 3660 });
const Cases = Type.Integer({ minimum: 1, maximum: 1_000_000 });

const Weighing = Type.Object(
  {
    weight: Type.Number({ minimum: -100, maximum: 100, description: 'Log odds for each unit above the reference' }),
    reference: Type.Number({
      minimum: -1000,
      maximum: 1000,
      description: 'Of an ordinary customer, and of whom it is not known',
    }),
    low: Type.Number({ minimum: -1000, maximum: 1000, description: 'What lies below counts as this' }),
    high: Type.Number({ minimum: -1000, maximum: 1000, description: 'What lies above counts as this' }),
  },
  closed,
);

const Content = Type.Object(
  {
    intercept: Type.Number({ minimum: -100, maximum: 100, description: 'Log odds of a customer at all references' }),
    features: Type.Object(
      {
        recency: Weighing,
        satisfaction: Weighing,
        openComplaints: Weighing,
        brokenPromises: Weighing,
        effort: Weighing,
        contactDrop: Weighing,
        tier: Weighing,
      },
      closed,
    ),
    bands: Type.Object({ medium: Share, high: Share }, { ...closed, description: 'From which risk on each begins' }),
    rhythm: Type.Object(
      { gapsNeeded: Type.Integer({ minimum: 1, maximum: 24 }), daysWithout: Days, leastDays: Type.Optional(Days) },
      {
        ...closed,
        description:
          'Fewer gaps between days are no rhythm: then one of so many days is taken. A shorter one than the least counts as that',
      },
    ),
    countsPromises: Type.Optional(
      Type.Boolean({ description: 'Whether brokenPromises counts broken promises beside clocks and deliveries' }),
    ),
    windowDays: Type.Integer({ minimum: 1, maximum: 365 }),
    tiers: Type.Record(
      Type.String({ pattern: '^[a-z][A-Za-z0-9]{0,40}$' }),
      Type.Number({ minimum: 0, maximum: 100 }),
      {
        maxProperties: 20,
        description: 'The rank of each tier of the loyalty programme; 0 for others',
      },
    ),
    enough: Type.Object(
      {
        heardWithinDays: Days,
        left: Cases,
        stayed: Cases,
        heldOutLeft: Cases,
        heldOutStayed: Cases,
        ridge: Type.Number({ minimum: 0, maximum: 1e6 }),
      },
      {
        ...closed,
        description: 'So many cases of each sort before a model is fitted on own history, and before two are compared',
      },
    ),
  },
  closed,
);

export const RiskModelBody = Type.Object(
  { content: Content, note: Type.String({ minLength: 1, maxLength: 1000 }), validFrom: Type.Optional(Instant) },
  closed,
);
export type RiskModelBody = Static<typeof RiskModelBody>;

export const RiskModelAnswer = Type.Object({
  version: Type.Integer({ minimum: 1 }),
  validFrom: Instant,
  origin: oneOf(['shipped', 'published', 'fitted']),
  publishedBy: Type.String(),
  publishedAt: Instant,
  note: orNull(Type.String({ description: 'Where it comes from' })),
  content: Content,
});

export const CustomerRiskAnswer = Type.Object({
  customerId: Uuid,
  asOf: Instant,
  risk: orNull(Share),
  band: orNull(Band),
  reasons: Type.Array(Feature, { maxItems: 3 }),
  intercept: Type.Number(),
  logOdds: orNull(Type.Number({ description: 'The intercept and all contributions' })),
  features: Type.Array(
    Type.Object({
      feature: Feature,
      value: orNull(Type.Number()),
      ...Weighing.properties,
      contribution: Type.Number({ description: 'weight × (value within low and high − reference)' }),
    }),
    { description: 'What raises the risk most first' },
  ),
  model: RiskModelAnswer,
});

const Estimate = orNull(Type.Object({ value: Type.Number(), low: Type.Number(), high: Type.Number() }));

export const RiskReportAnswer = Type.Object({
  asOf: Instant,
  model: RiskModelAnswer,
  now: Type.Object({
    n: N,
    mean: orNull(Share),
    bands: Type.Array(Type.Object({ band: Band, customers: N })),
  }),
  past: Type.Object(
    {
      asOf: orNull(Instant),
      n: N,
      lost: N,
      foretold: orNull(Share),
      discrimination: Estimate,
      brier: Estimate,
      deciles: Type.Array(Type.Object({ n: N, foretold: Share, came: Estimate })),
    },
    {
      description:
        'The model in force on own history: the newest end of a month whose days after are over; 95 % intervals',
    },
  ),
  lastFit: orNull(
    Type.Object({
      at: Instant,
      heldOut: Instant,
      comparedWith: Type.Integer(),
      outcome: oneOf(['tooFewCases', 'didNotConverge', 'notBetter', 'replaced']),
      version: orNull(Type.Integer()),
      figures: Type.Unknown(),
    }),
  ),
});
