import type { Messaging } from '@rapport/messaging';
import defaults from '../migrations/delivery-v1.json' with { type: 'json' };
import type { DeliveryPolicy } from '../domain/delivery-policy.ts';
import type { ContactPoint } from '../domain/weigh-message.ts';
import type { Delivery } from './deliver.ts';
import type { Outlet } from './outgoing.ts';
import { contactOf } from './contact.fixture.ts';

/** As shipped, but with no hour that is quiet and the first further try at once. */
export const policy: DeliveryPolicy = {
  timeZone: 'UTC',
  language: 'en',
  quietHours: [],
  caps: [{ purposes: ['marketing'], most: 4, days: 30 }],
  retryMinutes: [1, 5],
  keepDays: defaults.policy.keepDays,
  notInComplaint: ['marketing'],
  withoutUnsubscribe: ['service'],
};

/** All that sending needs, with profile answered for. */
export function deliveryOf(
  messaging: Messaging,
  email: Outlet,
  change: {
    readonly policy?: DeliveryPolicy;
    readonly template?: Delivery['template'];
    readonly surveyLink?: Delivery['surveyLink'];
    readonly ask?: (customerId: string) => ContactPoint | 'unknown' | undefined;
  } = {},
): Delivery {
  const { ask = contactOf } = change;
  return {
    messaging,
    outlets: new Map([['email', email]]),
    ask: async ({ customerId }) => ask(customerId),
    policy: async () => change.policy ?? policy,
    template:
      change.template ??
      (async () => {
        throw new Error('no template is used here');
      }),
    unsubscribing: { link: id => `https://example.org/u/${id}`, read: () => undefined },
    surveyLink: change.surveyLink ?? (async () => undefined),
  };
}
