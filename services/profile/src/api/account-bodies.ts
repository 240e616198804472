import { Code, Count, Day, DEAL_ROLES, Money, oneOf, StaffId, Uuid } from '@rapport/contracts';
import { origin } from '@rapport/service-kit';
import Type, { type Static } from 'typebox';

const closed = { additionalProperties: false };
const Amount = Type.Object(Money.properties, closed);
const Words = (most: number) =>
  Type.String({ minLength: 1, maxLength: most, description: 'Personal: kept here, never in an event' });

export const BasicsBody = Type.Object(
  {
    industry: Type.Optional(Code),
    country: Type.Optional(Type.String({ pattern: '^[A-Z]{2}$', description: 'ISO 3166-1 alpha-2' })),
    employees: Type.Optional(Count),
    sites: Type.Optional(Count),
    revenue: Type.Optional(Amount),
    yearBegins: Type.Optional(Type.Integer({ minimum: 1, maximum: 12, description: 'Month of their business year' })),
  },
  closed,
);
export type BasicsBody = Static<typeof BasicsBody>;

export const OwnerBody = Type.Object(
  {
    ownerId: Type.Union([StaffId, Type.Null()]),
    team: Type.Array(StaffId, { maxItems: 20 }),
  },
  closed,
);
export type OwnerBody = Static<typeof OwnerBody>;

export const ParentBody = Type.Object({ parentId: Type.Union([Uuid, Type.Null()]) }, closed);
export type ParentBody = Static<typeof ParentBody>;

export const PersonBody = Type.Object({ roles: Type.Array(oneOf(DEAL_ROLES), { minItems: 1, maxItems: 6 }) }, closed);
export type PersonBody = Static<typeof PersonBody>;

export const ReasonBody = Type.Object({ reason: Code }, closed);
export type ReasonBody = Static<typeof ReasonBody>;

export const AbsenceBody = Type.Object(
  { coverId: StaffId, from: Day, to: Day, source: origin.source, sourceId: origin.sourceId },
  closed,
);
export type AbsenceBody = Static<typeof AbsenceBody>;

const parties = Type.Array(Type.Object({ partyId: Uuid, role: oneOf(DEAL_ROLES) }, closed), {
  maxItems: 30,
  description: 'Who is what in this deal',
});
const chance = {
  title: Type.Optional(Words(200)),
  probability: Type.Optional(
    Type.Integer({ minimum: 0, maximum: 100, description: 'Percent; that of the stage where it is not said' }),
  ),
  amount: Type.Optional(Amount),
  closeOn: Type.Optional(Day),
  ownerId: Type.Optional(StaffId),
};

export const OpportunityBody = Type.Object(
  {
    ...chance,
    stage: Type.Optional(Code),
    parties: Type.Optional(parties),
    interactionId: Type.Optional(Uuid),
    ...origin,
  },
  closed,
);
export type OpportunityBody = Static<typeof OpportunityBody>;

export const OpportunityChange = Type.Object(
  { ...chance, stage: Type.Optional(Code), parties: Type.Optional(parties), reason: Type.Optional(Code) },
  closed,
);
export type OpportunityChange = Static<typeof OpportunityChange>;

export const ActionBody = Type.Object(
  { what: Words(500), ownerId: StaffId, dueOn: Day, opportunityId: Type.Optional(Uuid), ...origin },
  closed,
);
export type ActionBody = Static<typeof ActionBody>;

export const ActionChange = Type.Object(
  { what: Type.Optional(Words(500)), ownerId: Type.Optional(StaffId), dueOn: Type.Optional(Day) },
  closed,
);
export type ActionChange = Static<typeof ActionChange>;

export const ActionClosing = Type.Object({ outcome: oneOf(['done', 'dropped']) }, closed);
export type ActionClosing = Static<typeof ActionClosing>;

export const LessonBody = Type.Object(
  { kind: oneOf(['course', 'lesson']), text: Words(10_000), opportunityId: Type.Optional(Uuid), ...origin },
  closed,
);
export type LessonBody = Static<typeof LessonBody>;
