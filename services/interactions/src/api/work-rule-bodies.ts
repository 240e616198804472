import { Code, Instant, Uuid, WorkRuleForm } from '@rapport/contracts';
import { paging } from '@rapport/service-kit';
import Type, { type Static } from 'typebox';
import { closed } from './bodies.ts';

export const WorkRuleBody = Type.Object({ form: WorkRuleForm }, closed);
export type WorkRuleBody = Static<typeof WorkRuleBody>;

export const Version = Type.Integer({ minimum: 1, maximum: 1e6 });
export const SwitchBody = Type.Object({ version: Version }, closed);
export type SwitchBody = Static<typeof SwitchBody>;

export const RulesQuery = Type.Object(paging, closed);
export type RulesQuery = Static<typeof RulesQuery>;
export const RuleKey = Type.Object({ code: Code }, closed);
export const VersionOf = Type.Object({ version: Version }, closed);

const version = {
  code: Code,
  version: Version,
  form: WorkRuleForm,
  publishedBy: Type.String(),
  publishedAt: Instant,
  tried: Type.Boolean({ description: 'Whether it was tried on past events, to the end' }),
};
export const RuleVersion = Type.Object({ ...version, on: Type.Boolean() });

export const TrialBody = Type.Object(
  {
    from: { ...Instant, description: 'Events that occurred then or later' },
    until: Type.Optional({ ...Instant, description: 'Events that occurred before; default now' }),
    withImported: Type.Optional(
      Type.Boolean({ description: 'Looks at imported history too, which sets nobody to work' }),
    ),
  },
  closed,
);
export type TrialBody = Static<typeof TrialBody>;

const Example = Type.Object({
  eventId: Uuid,
  customerId: Type.Union([Uuid, Type.Null()]),
  occurredAt: Instant,
  raiseAt: Instant,
  dueAt: Instant,
  priority: Type.Integer(),
  assigneeId: Type.Union([Type.String(), Type.Null()]),
});

export const Trial = Type.Object({
  trialId: Uuid,
  code: Code,
  version: Version,
  from: Instant,
  until: Instant,
  withImported: Type.Boolean(),
  state: Type.Enum(['running', 'done', 'failed', 'interrupted']),
  share: Type.Number({ minimum: 0, maximum: 1, description: 'How much has been looked at' }),
  startedAt: Instant,
  result: Type.Union([
    Type.Object({
      events: Type.Integer({ description: 'Events of its type in the time' }),
      raised: Type.Integer(),
      mostOpen: Type.Integer({ description: 'At once, if each had been done just when it was due' }),
      mostOpenAt: Type.Union([Instant, Type.Null()]),
      byDay: Type.Array(Type.Object({ day: Type.String(), raised: Type.Integer() })),
      examples: Type.Array(Example),
    }),
    Type.Null(),
  ]),
});
