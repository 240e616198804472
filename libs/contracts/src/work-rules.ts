import Type, { type Static } from 'typebox';
import { WORK_ROLES } from './interactions.work.events.ts';
import { SurveyText } from './surveys.ts';
import { Code, oneOf } from './values.ts';

/** What is known of a customer beside the event itself; what nobody has told is `other`, `unknown`, 0 or absent. */
export const WORK_FACTS = [
  'openComplaints',
  'openOpportunities',
  'valueClass',
  'riskBand',
  'stage',
  'tier',
  'satisfaction',
  'accountOwner',
] as const;

const closed = { additionalProperties: false };
const Path = Type.String({
  pattern: '^[a-z][A-Za-z0-9]{0,40}(?:\\.[a-z][A-Za-z0-9]{0,40}){0,3}$',
  description: "A field of the event's data; through a list it means any of its values",
});
const Value = Type.Union([
  Type.String({ maxLength: 100 }),
  Type.Number({ minimum: -1e12, maximum: 1e12 }),
  Type.Boolean(),
]);
const Values = Type.Array(Value, { minItems: 1, maxItems: 50 });
const Bound = Type.Number({ minimum: -1e12, maximum: 1e12 });

/** Either of a field or of a fact; all that it says must hold. */
export const WorkCondition = Type.Object(
  {
    field: Type.Optional(Path),
    fact: Type.Optional(oneOf(WORK_FACTS)),
    is: Type.Optional(Values),
    isNot: Type.Optional(Values),
    atLeast: Type.Optional(Bound),
    atMost: Type.Optional(Bound),
    known: Type.Optional(Type.Boolean()),
  },
  closed,
);
export type WorkCondition = Static<typeof WorkCondition>;

const Amount = Type.Number({ minimum: -3660, maximum: 3660 });

/** A time counted from another: that of the event, or of a field of it (of several the earliest). */
export const WorkMoment = Type.Object(
  {
    from: Type.Optional(Path),
    times: Type.Optional(
      Type.Number({
        minimum: 0.1,
        maximum: 10,
        description: 'So many times the working time from the event to `from`',
      }),
    ),
    days: Type.Optional(Amount),
    hours: Type.Optional(Amount),
    workingDays: Type.Optional(Type.Number({ minimum: -250, maximum: 250 })),
    workingHours: Type.Optional(Type.Number({ minimum: -2000, maximum: 2000 })),
  },
  closed,
);
export type WorkMoment = Static<typeof WorkMoment>;

const Points = Type.Record(Code, Type.Integer({ minimum: -100, maximum: 100 }), { maxProperties: 20 });

/** When this happens and that holds, somebody has something to do. */
export const WorkRuleForm = Type.Object(
  {
    title: SurveyText,
    on: { ...Code, description: 'Type of the event, of whichever service' },
    where: Type.Array(Type.Array(WorkCondition, { minItems: 1, maxItems: 10 }), {
      maxItems: 10,
      description: 'Any of these lists, of which all conditions hold; empty: always',
    }),
    wait: Type.Optional({ ...WorkMoment, description: 'Raised then, and not at once' }),
    unless: Type.Optional(
      Type.Object(
        {
          events: Type.Array(Code, { minItems: 1, maxItems: 10 }),
          same: Type.Optional({ ...Path, description: 'Field that must be the same; absent: of the same customer' }),
          lookBackHours: Type.Optional(Type.Number({ minimum: 0, maximum: 720 })),
        },
        { ...closed, description: 'Not raised where one of these happens from the event until it would be raised' },
      ),
    ),
    task: Code,
    about: Type.Optional({ ...Path, description: 'Field with the id of what it is about' }),
    to: Type.Object(
      {
        assignee: Type.Array(Path, {
          maxItems: 5,
          description: 'Fields that may say who; accountOwner is who looks after the customer. The first known counts',
        }),
        teamFrom: Type.Optional(Path),
        team: Code,
        role: oneOf(WORK_ROLES),
      },
      closed,
    ),
    priority: Type.Object(
      {
        base: Type.Integer({ minimum: 0, maximum: 100 }),
        byValue: Type.Optional(Points),
        byRisk: Type.Optional(Points),
      },
      closed,
    ),
    due: WorkMoment,
    expires: Type.Optional(WorkMoment),
    escalateTo: Type.Optional(oneOf(WORK_ROLES)),
  },
  closed,
);
export type WorkRuleForm = Static<typeof WorkRuleForm>;
