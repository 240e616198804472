import Type from 'typebox';
import { event, type EventsOf } from './event.ts';
import { IDENTIFIER_TYPES } from './identifier-types.ts';
import { profileAccountEvents } from './profile.account.events.ts';
import { profileHealthEvents } from './profile.health.events.ts';
import { profileIdentityEvents } from './profile.identity.events.ts';
import { profileNeedsEvents, SAID_BY } from './profile.needs.events.ts';
import { profileLifecycleEvents } from './profile.lifecycle.events.ts';
import { profilePlanEvents } from './profile.plan.events.ts';
import { privacyEvents } from './profile.privacy.events.ts';
import { profileStaffEvents } from './profile.staff.events.ts';
import { profileStyleEvents } from './profile.style.events.ts';
import { Code, Day, Instant, oneOf, Uuid } from './values.ts';

export const PARTY_TYPES = ['individual', 'enterprise', 'channelPartner', 'internal'] as const;
export const LIFECYCLE_STAGES = ['prospect', 'new', 'returning', 'atRisk', 'lapsed', 'wonBack', 'erased'] as const;

const ada = '0190a3c4-7b1e-7c3a-9d55-0f6b1c2d3e4f';
const adasTablet = '0190a3c4-9f00-7a11-8b22-3c4d5e6f7a8b';

export const profileEvents = {
  CustomerRegistered: event(
    'profile',
    'CustomerRegistered',
    'A party was met for the first time. Anonymous until it shows a verified identifier.',
    Type.Object({
      customerId: Uuid,
      partyType: oneOf(PARTY_TYPES),
      anonymous: Type.Boolean(),
      preferredLanguage: Type.Optional(Type.String({ maxLength: 35 })),
      saidBy: Type.Optional(oneOf(SAID_BY, 'Who said the preferred language, where there is one')),
      timeZone: Type.Optional(Type.String({ maxLength: 64 })),
    }),
    { customerId: ada, partyType: 'individual', anonymous: false, preferredLanguage: 'en' },
  ),
  IdentifierAdded: event(
    'profile',
    'IdentifierAdded',
    'An identifier became known for the customer. Its value is personal and stays in the profile service.',
    Type.Object({
      customerId: Uuid,
      number: Type.Integer({
        minimum: 1,
        description: "Which of the customer's identifiers; told again when it is verified",
      }),
      identifierType: oneOf(IDENTIFIER_TYPES),
      verified: Type.Boolean(),
    }),
    { customerId: ada, number: 1, identifierType: 'email', verified: true },
  ),
  CustomerIdentified: event(
    'profile',
    'CustomerIdentified',
    'An anonymous party showed a verified identifier.',
    Type.Object({ customerId: Uuid, identifierType: oneOf(IDENTIFIER_TYPES) }),
    { customerId: ada, identifierType: 'phone' },
  ),
  CustomerDetailsChanged: event(
    'profile',
    'CustomerDetailsChanged',
    'Personal or descriptive values changed; only their names are told.',
    Type.Object({
      customerId: Uuid,
      fields: Type.Array(Code, { maxItems: 50 }),
      saidBy: Type.Optional(oneOf(SAID_BY, 'Who said the preferred language, where that is among them')),
    }),
    { customerId: ada, fields: ['name'] },
  ),
  LifecycleStageMoved: event(
    'profile',
    'LifecycleStageMoved',
    'The customer moved to another lifecycle stage.',
    Type.Object({
      customerId: Uuid,
      from: oneOf(LIFECYCLE_STAGES),
      to: oneOf(LIFECYCLE_STAGES),
      reason: Code,
      purchasedOn: Type.Optional(Day),
      since: Type.Optional({ ...Instant, description: 'From when on the customer is in the stage' }),
      reviewAt: Type.Optional({ ...Instant, description: 'When time alone may move it next' }),
    }),
    { customerId: ada, from: 'prospect', to: 'new', reason: 'firstPurchase', purchasedOn: '2026-03-01' },
  ),
  CustomersMerged: event(
    'profile',
    'CustomersMerged',
    'Two records are the same party. Nothing is rewritten: readers combine over the map of ids.',
    Type.Object({
      survivorId: Uuid,
      absorbedId: Uuid,
      reason: Code,
      identifierType: Type.Optional(
        oneOf(IDENTIFIER_TYPES, 'The type of the identifier that both have shown, where that was the reason'),
      ),
    }),
    { survivorId: ada, absorbedId: adasTablet, reason: 'sharedVerifiedIdentifier', identifierType: 'email' },
  ),
  CustomerAbsorbed: event(
    'profile',
    'CustomerAbsorbed',
    "The absorbed party's side of a merge.",
    Type.Object({ customerId: Uuid, survivorId: Uuid }),
    { customerId: adasTablet, survivorId: ada },
  ),
  CustomersUnmerged: event(
    'profile',
    'CustomersUnmerged',
    'A merge was undone: both parties are as if it had never been.',
    Type.Object({ survivorId: Uuid, absorbedId: Uuid, reason: Code }),
    { survivorId: ada, absorbedId: adasTablet, reason: 'wrongMerge' },
  ),
  CustomerRestored: event(
    'profile',
    'CustomerRestored',
    "The absorbed party's side of an undone merge.",
    Type.Object({ customerId: Uuid, survivorId: Uuid }),
    { customerId: adasTablet, survivorId: ada },
  ),
  ...profileIdentityEvents,
  ...privacyEvents,
  ...profileStyleEvents,
  ...profileNeedsEvents,
  ...profileHealthEvents,
  ...profileAccountEvents,
  ...profilePlanEvents,
  ...profileLifecycleEvents,
  ...profileStaffEvents,
};

export type ProfileEvent = EventsOf<typeof profileEvents>;
