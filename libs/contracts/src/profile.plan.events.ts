import Type from 'typebox';
import { event } from './event.ts';
import { DEAL_ROLES } from './profile.account.events.ts';
import { Code, Day, Money, oneOf, StaffId, Uuid } from './values.ts';

const customerId = '0190a3c4-7b1e-7c3a-9d55-0f6b1c2d3e4f';
const opportunityId = '0190a3c4-e000-7000-8000-000000000001';
const actionId = '0190a3c4-e000-7000-8000-000000000002';

const chance = {
  stage: Code,
  probability: Type.Integer({ minimum: 0, maximum: 100, description: 'Percent' }),
  amount: Type.Optional(Money),
  closeOn: Type.Optional(Day),
  ownerId: Type.Optional(StaffId),
  parties: Type.Array(Type.Object({ partyId: Uuid, role: oneOf(DEAL_ROLES) }), {
    maxItems: 30,
    description: 'Who is what in this deal',
  }),
};

/** What is planned with an account, and what came of it. Texts are personal and stay in profile. */
export const profilePlanEvents = {
  OpportunityRaised: event(
    'profile',
    'OpportunityRaised',
    'There may be business with the customer; it may have come up in a contact.',
    Type.Object({ opportunityId: Uuid, customerId: Uuid, interactionId: Type.Optional(Uuid), ...chance }),
    {
      opportunityId,
      customerId,
      interactionId: '0190a3c5-0000-7000-8000-000000000001',
      stage: 'identified',
      probability: 10,
      amount: { minor: 1_200_000, currency: 'EUR' },
      parties: [{ partyId: '0190a3c4-9f00-7a11-8b22-3c4d5e6f7a8b', role: 'decisionMaker' }],
    },
  ),
  OpportunityMoved: event(
    'profile',
    'OpportunityMoved',
    'The opportunity as it stands from now on; won and lost are stages as well.',
    Type.Object({
      opportunityId: Uuid,
      customerId: Uuid,
      from: Code,
      reason: Type.Optional(Code),
      ...chance,
    }),
    {
      opportunityId,
      customerId,
      from: 'identified',
      stage: 'proposed',
      probability: 50,
      closeOn: '2026-09-30',
      parties: [],
    },
  ),
  PlanActionAdded: event(
    'profile',
    'PlanActionAdded',
    'The plan of an account has one more action, with who does it by when.',
    Type.Object({
      actionId: Uuid,
      customerId: Uuid,
      opportunityId: Type.Optional(Uuid),
      ownerId: StaffId,
      dueOn: Day,
    }),
    { actionId, customerId, opportunityId, ownerId: 'agent-7', dueOn: '2026-04-15' },
  ),
  PlanActionChanged: event(
    'profile',
    'PlanActionChanged',
    'The action has another owner or another day.',
    Type.Object({ actionId: Uuid, customerId: Uuid, ownerId: StaffId, dueOn: Day }),
    { actionId, customerId, ownerId: 'agent-8', dueOn: '2026-04-30' },
  ),
  PlanActionClosed: event(
    'profile',
    'PlanActionClosed',
    'The action was done, or is not to be done any more.',
    Type.Object({ actionId: Uuid, customerId: Uuid, outcome: oneOf(['done', 'dropped']) }),
    { actionId, customerId, outcome: 'done' },
  ),
  PlanActionOverdue: event(
    'profile',
    'PlanActionOverdue',
    'The day on which the action was due has passed. Told once for each day it was promised for.',
    Type.Object({ actionId: Uuid, customerId: Uuid, ownerId: StaffId, dueOn: Day }),
    { actionId, customerId, ownerId: 'agent-7', dueOn: '2026-04-15' },
  ),
  LessonLogged: event(
    'profile',
    'LessonLogged',
    'Somebody wrote down how business with the customer went, or what is to be learnt from it.',
    Type.Object({
      lessonId: Uuid,
      customerId: Uuid,
      opportunityId: Type.Optional(Uuid),
      kind: oneOf(['course', 'lesson']),
    }),
    { lessonId: '0190a3c4-e000-7000-8000-000000000003', customerId, opportunityId, kind: 'lesson' },
  ),
};
