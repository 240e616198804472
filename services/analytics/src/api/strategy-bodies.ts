import { ACTION_REASONS, Code, Instant, NEXT_BEST_ACTIONS, oneOf, VALUE_CLASSES } from '@rapport/contracts';
import { paging } from '@rapport/service-kit';
import Type, { type Static } from 'typebox';

const closed = { additionalProperties: false };
const Share = Type.Number({ minimum: 0, maximum: 1 });
const Parameter = Type.Number({ minimum: 0.0001, maximum: 10_000 });
const Action = oneOf(NEXT_BEST_ACTIONS);

const LifetimeValue = Type.Object(
  {
    horizonMonths: Type.Integer({ minimum: 1, maximum: 120 }),
    discountRate: { ...Share, description: 'A year: 0.1 is 10 %' },
    fitFrom: Type.Integer({ minimum: 50, maximum: 1_000_000, description: 'Own parameters from so many customers on' }),
    fitAtMost: Type.Integer({ minimum: 50, maximum: 10_000, description: 'Fitted on at most so many' }),
    fitAnewAfterDays: Type.Integer({ minimum: 1, maximum: 3660 }),
    buying: Type.Object(
      { r: Parameter, alpha: Parameter, a: Parameter, b: Parameter },
      { ...closed, description: 'BG/NBD in weeks, until there is a fit' },
    ),
    spending: Type.Object(
      { p: Parameter, q: Type.Number({ exclusiveMinimum: 1, maximum: 10_000 }) },
      { ...closed, description: 'Shapes of Gamma–Gamma, until there is a fit' },
    ),
    material: Type.Object(
      {
        share: { ...Share, description: 'A value is told that differs by more than this share' },
        minor: Type.Integer({ minimum: 0, maximum: 1e12, description: 'and by more than so many minor units' }),
        walletShare: { ...Share, description: 'A share of wallet that differs by more than this' },
      },
      closed,
    ),
  },
  closed,
);

const ServiceStrategy = Type.Object(
  {
    days: Type.Integer({ minimum: 1, maximum: 3660, description: 'How many days are looked at' }),
    contacts: Type.Integer({ minimum: 1, maximum: 100_000, description: 'From so many on it is often' }),
    minutes: Type.Integer({ minimum: 1, maximum: 1_000_000, description: 'or from so many on it is long' }),
    sameAgent: Share,
    personalChannel: Share,
    adviceOrRelationship: Share,
    depth: { ...Share, description: 'From here on it is deep' },
    personalChannels: Type.Array(Code, { maxItems: 50 }),
  },
  closed,
);

const NextBestAction = Type.Object(
  {
    highValue: Type.Array(oneOf(VALUE_CLASSES), { maxItems: VALUE_CLASSES.length }),
    highRisk: { ...Share, description: 'From here on it is high' },
    highLow: { ...Action, description: 'High value, low risk' },
    highHigh: Action,
    lowLow: Action,
    lowHigh: Action,
    needsDecision: Type.Array(Action, { maxItems: NEXT_BEST_ACTIONS.length, description: 'Done only when decided' }),
  },
  closed,
);

export const StrategyRulesShape = Type.Object(
  { lifetimeValue: LifetimeValue, serviceStrategy: ServiceStrategy, nextBestAction: NextBestAction },
  closed,
);

export const StrategyRulesBody = Type.Object(
  { validFrom: Type.Optional(Instant), content: StrategyRulesShape },
  closed,
);
export type StrategyRulesBody = Static<typeof StrategyRulesBody>;

export const DecisionBody = Type.Object(
  {
    action: oneOf(NEXT_BEST_ACTIONS, 'What is done: as proposed, or another'),
    reason: oneOf(ACTION_REASONS),
    note: Type.Optional(Type.String({ minLength: 1, maxLength: 2000, description: 'In own words' })),
  },
  closed,
);
export type DecisionBody = Static<typeof DecisionBody>;

export const VersionsQuery = Type.Object(paging, closed);
export const ActionsQuery = Type.Object(
  {
    ...paging,
    action: Type.Optional(oneOf(NEXT_BEST_ACTIONS, 'What is proposed')),
    undecided: Type.Optional(Type.Boolean({ description: 'Only what waits for a manager, or only what does not' })),
  },
  closed,
);
export type ActionsQuery = Static<typeof ActionsQuery>;
