import { Instant, orNull, Uuid } from '@rapport/contracts';
import Type, { type TProperties } from 'typebox';

const Month = Type.String({ pattern: '^\\d{4}-(?:0[1-9]|1[0-2])$', description: 'Month, UTC' });
const N = Type.Integer({ minimum: 0 });
const Value = Type.Number({ minimum: 0, maximum: 100 });
const answer = <T extends TProperties>(properties: T) => Type.Object({ asOf: Instant, ...properties });
const Counts = Type.Array(Type.Object({ key: Type.String(), n: N }));

export const MonthsQuery = Type.Object(
  {
    months: Type.Integer({ minimum: 1, maximum: 120, default: 24 }),
    until: Type.Optional(
      Type.String({ pattern: '^(?:19|20)\\d{2}-(?:0[1-9]|1[0-2])$', description: 'The last month' }),
    ),
  },
  { additionalProperties: false },
);

export const ComplaintsQuery = Type.Object(
  { origin: Type.Enum(['all', 'historic', 'own'], { default: 'all' }) },
  { additionalProperties: false },
);

export const CustomerSatisfactionAnswer = answer({
  customerId: Uuid,
  value: orNull(Value),
  n: N,
  owed: Type.Integer({ minimum: 0, description: 'Good experiences still owed for bad ones' }),
  trend: orNull(Type.Number({ description: 'value − value 90 days ago' })),
  experiences: Type.Array(
    Type.Object({
      eventId: Uuid,
      kind: Type.String(),
      label: Type.String(),
      occurredAt: Instant,
      score: Type.Number({ minimum: -1, maximum: 1 }),
      weight: Type.Number({ minimum: 0 }),
      repaired: Type.Boolean(),
    }),
    { description: 'The newest 200, newest first' },
  ),
});

export const SatisfactionAnswer = answer({
  n: N,
  mean: orNull(Value),
  low: orNull(Type.Number({ description: '95 % interval of the mean (t)' })),
  high: orNull(Type.Number()),
  distribution: Type.Array(Type.Object({ from: Type.Integer(), to: Type.Integer(), customers: N })),
  byMonth: Type.Array(Type.Object({ month: Month, mean: orNull(Value), n: N })),
});

export const RetentionAnswer = answer({
  months: Type.Array(
    Type.Object({
      month: Month,
      atStart: N,
      new: N,
      atEnd: N,
      rate: orNull(Type.Number({ minimum: 0, maximum: 1 })),
    }),
  ),
});

export const ChannelsAnswer = answer({
  channels: Type.Array(
    Type.Object({
      channel: Type.String(),
      interactions: N,
      share: Type.Number({ minimum: 0, maximum: 1, description: 'of all contacts' }),
      meanCsat: orNull(Type.Number({ minimum: 1, maximum: 5 })),
      nCsat: N,
      low: orNull(Type.Number({ description: '95 % interval of meanCsat (t)' })),
      high: orNull(Type.Number()),
      complaints: N,
      solvedShare: orNull(Type.Number({ minimum: 0, maximum: 1, description: 'of the contacts with an outcome' })),
    }),
  ),
});

export const ComplaintsAnswer = answer({
  total: N,
  open: N,
  closed: N,
  byCause: Counts,
  byChannel: Counts,
  byTimeliness: Counts,
  byDispute: Counts,
  byMonth: Type.Array(Type.Object({ month: Month, n: N })),
});

export const OverviewAnswer = answer({
  customers: N,
  interactions: N,
  feedback: N,
  purchases: N,
  complaints: Type.Object({ open: N, closed: N }),
  satisfaction: Type.Object({ value: orNull(Value), n: N }),
  nps: Type.Object({ value: orNull(Type.Number({ minimum: -100, maximum: 100 })), n: N }),
  csat: Type.Object({
    value: orNull(Type.Number({ minimum: 0, maximum: 1, description: 'Share of answers 4 and 5' })),
    low: orNull(Type.Number()),
    high: orNull(Type.Number()),
    n: N,
  }),
});
