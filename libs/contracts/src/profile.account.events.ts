import Type from 'typebox';
import { event } from './event.ts';
import { Code, Count, Day, Money, oneOf, StaffId, Uuid } from './values.ts';

/** What a party can be in one deal: a customer need be neither user nor receiver. */
export const DEAL_ROLES = ['buyer', 'payer', 'user', 'receiver', 'decisionMaker', 'adviser'] as const;

const customerId = '0190a3c4-7b1e-7c3a-9d55-0f6b1c2d3e4f';
const personId = '0190a3c4-9f00-7a11-8b22-3c4d5e6f7a8b';
const roles = Type.Array(oneOf(DEAL_ROLES), { minItems: 1, maxItems: 6 });

/** Enterprises and who looks after them: the people, the owner, and the plan's basic data. */
export const profileAccountEvents = {
  AccountDescribed: event(
    'profile',
    'AccountDescribed',
    'Basic data of an account, as it is from now on; what is absent is not known.',
    Type.Object({
      customerId: Uuid,
      industry: Type.Optional(Code),
      country: Type.Optional(Type.String({ pattern: '^[A-Z]{2}$', description: 'ISO 3166-1 alpha-2' })),
      employees: Type.Optional(Count),
      sites: Type.Optional(Count),
      revenue: Type.Optional(Money),
      yearBegins: Type.Optional(Type.Integer({ minimum: 1, maximum: 12, description: 'Month of their business year' })),
    }),
    { customerId, industry: 'logistics', country: 'DE', employees: 250, yearBegins: 1 },
  ),
  AccountAssigned: event(
    'profile',
    'AccountAssigned',
    'Who looks after the customer from now on: the owner, where there is one, and the team.',
    Type.Object({
      customerId: Uuid,
      ownerId: Type.Optional(StaffId),
      team: Type.Array(StaffId, { maxItems: 20 }),
    }),
    { customerId, ownerId: 'agent-7', team: ['agent-8'] },
  ),
  ParentEnterpriseSet: event(
    'profile',
    'ParentEnterpriseSet',
    'The enterprise belongs to another, or to none where that is absent. No enterprise is above itself.',
    Type.Object({ customerId: Uuid, parentId: Type.Optional(Uuid) }),
    { customerId, parentId: '0190a3c4-d000-7000-8000-000000000001' },
  ),
  ContactPersonLinked: event(
    'profile',
    'ContactPersonLinked',
    'A person speaks for an enterprise, in these roles; told again where the roles change.',
    Type.Object({ customerId: Uuid, personId: Uuid, roles }),
    { customerId, personId, roles: ['decisionMaker'] },
  ),
  ContactPersonUnlinked: event(
    'profile',
    'ContactPersonUnlinked',
    'A person speaks for the enterprise no longer.',
    Type.Object({ customerId: Uuid, personId: Uuid, reason: Code }),
    { customerId, personId, reason: 'leftTheFirm' },
  ),
  AbsenceArranged: event(
    'profile',
    'AbsenceArranged',
    'Somebody of the staff is away on these days, and another looks after their customers.',
    Type.Object({ absenceId: Uuid, staffId: StaffId, coverId: StaffId, from: Day, to: Day }),
    {
      absenceId: '0190a3c4-d000-7000-8000-000000000002',
      staffId: 'agent-7',
      coverId: 'agent-8',
      from: '2026-07-01',
      to: '2026-07-14',
    },
  ),
  AbsenceCancelled: event(
    'profile',
    'AbsenceCancelled',
    'Somebody is not away after all.',
    Type.Object({ absenceId: Uuid, staffId: StaffId }),
    { absenceId: '0190a3c4-d000-7000-8000-000000000002', staffId: 'agent-7' },
  ),
};
