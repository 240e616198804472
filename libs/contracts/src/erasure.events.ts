import Type from 'typebox';
import { event, type EventsOf, type ServiceName } from './event.ts';
import { Count, Uuid } from './values.ts';

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

/** How each service answers an erasure. No domain decides them, so they are no part of the services' own unions. */
export const erasureEvents = {
  ErasedFromProfile: erasedFrom('profile', 'ErasedFromProfile'),
  ErasedFromInteractions: erasedFrom('interactions', 'ErasedFromInteractions'),
  ErasedFromComplaints: erasedFrom('complaints', 'ErasedFromComplaints'),
  ErasedFromLoyalty: erasedFrom('loyalty', 'ErasedFromLoyalty'),
  ErasedFromAnalytics: erasedFrom('analytics', 'ErasedFromAnalytics'),
};

export type ErasureEvent<Type> = Extract<EventsOf<typeof erasureEvents>, { readonly type: Type }>;
