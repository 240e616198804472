import Type from 'typebox';
import { event, type EventsOf, type ServiceName } from './event.ts';
import { SERVICES } from './topics.ts';
import { Code, Count, oneOf, Uuid } from './values.ts';

const erasedFrom = <const Name extends string>(service: ServiceName, type: Name) =>
  event(
    service,
    type,
    `${service} has removed all personal values that were recorded under this id. Told by messaging, once for each erasure.`,
    Type.Object({ customerId: Uuid, erasureId: Uuid, removed: Count }),
    {
      customerId: '0190a3c4-7b1e-7c3a-9d55-0f6b1c2d3e4f',
      erasureId: '0190a3c8-0000-7000-8000-000000000001',
      removed: 3,
    },
  );

const Rule = Type.Object({
  service: oneOf(SERVICES),
  kind: Code,
  field: Code,
  months: Type.Integer({ minimum: 1, maximum: 1200 }),
});

/** How each service answers an erasure, and by which rules it forgets. Messaging does both, so no service's own union has them. */
export const erasureEvents = {
  ErasedFromProfile: erasedFrom('profile', 'ErasedFromProfile'),
  ErasedFromInteractions: erasedFrom('interactions', 'ErasedFromInteractions'),
  ErasedFromComplaints: erasedFrom('complaints', 'ErasedFromComplaints'),
  ErasedFromLoyalty: erasedFrom('loyalty', 'ErasedFromLoyalty'),
  ErasedFromAnalytics: erasedFrom('analytics', 'ErasedFromAnalytics'),
  RetentionRulesTold: event(
    'profile',
    'RetentionRulesTold',
    'How long each service keeps what is personal, by the catalogue of attributes: a field of the values beside a kind of stream.',
    Type.Object({ version: Type.Integer({ minimum: 1 }), rules: Type.Array(Rule, { maxItems: 200 }) }),
    { version: 1, rules: [{ service: 'interactions', kind: 'interaction', field: 'notes', months: 36 }] },
  ),
};

export type ErasureEvent<Type> = Extract<EventsOf<typeof erasureEvents>, { readonly type: Type }>;
