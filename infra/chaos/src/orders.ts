import type { Random } from '@rapport/simulator';
import { SAID } from './canaries.ts';
import type { Service } from './services.ts';

/** One command as it goes over HTTP. It carries a key or a source id, so that it can be sent again. */
export interface Order {
  readonly service: Service;
  readonly kind: string;
  readonly customer: string;
  readonly path: string;
  readonly body: Readonly<Record<string, unknown>>;
  /** Idempotency-Key; without one the body has a source id. */
  readonly key?: string;
  /** The type of the event that it makes, and the field of the answer that holds the id it is about. */
  readonly makes: readonly [type: string, field: string];
}

const DAY = 86_400_000;
const CHANNELS = ['phone', 'web', 'email', 'chat'] as const;
const MIX = { purchase: 45, interaction: 30, redemption: 12, complaint: 13 };

export const enrolment = (customer: string): Order => ({
  service: 'loyalty',
  kind: 'enrolment',
  customer,
  path: '/v1/members',
  body: { customerId: customer, occurredAt: new Date(Date.now() - 400 * DAY).toISOString() },
  makes: ['MemberEnrolled', 'customerId'],
});

/** Bought a hundred days ago, so that its points may be spent at once. */
export const purchase = (customer: string, random: Random, key: string): Order => ({
  service: 'interactions',
  kind: 'purchase',
  customer,
  path: '/v1/purchases',
  body: {
    customerId: customer,
    channel: random.pick(CHANNELS),
    amount: { minor: random.integer(100, 20_000), currency: 'EUR' },
    occurredAt: new Date(Date.now() - 100 * DAY).toISOString(),
    source: 'chaos',
    sourceId: key,
  },
  makes: ['PurchaseMade', 'purchaseId'],
});

const interaction = (customer: string, random: Random, key: string): Order => ({
  service: 'interactions',
  kind: 'interaction',
  customer,
  path: '/v1/interactions',
  body: {
    customerId: customer,
    channel: random.pick(CHANNELS),
    direction: 'inbound',
    phase: 'afterSale',
    type: 'support',
    outcome: 'solved',
    waitedSeconds: random.integer(0, 90),
    notes: [{ kind: 'fact', text: `It came late, ${SAID.interactions} says.` }],
    source: 'chaos',
    sourceId: key,
  },
  makes: ['InteractionRecorded', 'interactionId'],
});

/** May be refused, where the points are not there: a refusal must leave nothing. */
const redemption = (customer: string, random: Random, key: string): Order => ({
  service: 'loyalty',
  kind: 'redemption',
  customer,
  path: `/v1/members/${customer}/redemptions`,
  body: { points: random.integer(1, 120), reward: 'coffee' },
  key,
  makes: ['PointsRedeemed', 'entryId'],
});

export const opening = (customer: string, random: Random, key: string): Order => ({
  service: 'complaints',
  kind: 'complaint',
  customer,
  path: '/v1/complaints',
  body: {
    customerId: customer,
    channel: random.pick(CHANNELS),
    cause: 'late',
    severity: 3,
    demands: ['quick'],
    narrative: `${SAID.complaints} has waited for days.`,
    source: 'chaos',
    sourceId: key,
  },
  makes: ['ComplaintOpened', 'complaintId'],
});

const STEPS: readonly (readonly [verb: string, makes: string, body: () => Record<string, unknown>])[] = [
  [
    'confirm',
    'ComplaintConfirmed',
    () => ({
      restatement: `It came late to ${SAID.complaints}.`,
      agreedAt: new Date().toISOString(),
      agreedBy: 'phone',
      demands: ['quick'],
    }),
  ],
  [
    'empathise',
    'ComplaintEmpathised',
    () => ({ sympathy: true, apology: true, thanks: true, why: true, whyText: `Nobody told ${SAID.complaints}.` }),
  ],
  [
    'act',
    'ComplaintActedOn',
    () => ({
      actions: [{ action: 'expressDelivery', owner: 'care', dueAt: new Date(Date.now() + DAY).toISOString() }],
      answered: ['quick'],
      outcome: 'upheld',
    }),
  ],
  [
    'verify',
    'ComplaintClosed',
    () => ({ solved: true, score: 5, met: ['quick'], unmet: [], customerWords: SAID.complaints }),
  ],
];

/** The four steps of a complaint, one after the other. */
export const stepsOf = (customer: string, complaintId: string, key: string): Order[] =>
  STEPS.map(([verb, type, body]) => ({
    service: 'complaints',
    kind: verb,
    customer,
    path: `/v1/complaints/${complaintId}/${verb}`,
    body: body(),
    key: `${key}-${verb}`,
    makes: [type, 'complaintId'],
  }));

/** So many contacts of any customers. No purchases: each makes work for a policy, which falls behind where so many come at once. */
export const nextBatch = (customers: readonly string[], random: Random, key: string, size: number): Order[] =>
  Array.from({ length: size }, (_, n) => interaction(random.pick(customers), random, `${key}/${n}`));

const MAKERS = { purchase, interaction, redemption, complaint: opening } as const;

/** The next command of a worker, drawn by its own seed. */
export const nextOrder = (customers: readonly string[], random: Random, key: string): Order =>
  MAKERS[random.weighted(MIX, 'purchase')](random.pick(customers), random, key);
