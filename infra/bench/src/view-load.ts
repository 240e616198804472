import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ServiceName } from '@rapport/contracts';

type Call = readonly [service: ServiceName, path: string, body: object];

const DAY_MS = 86_400_000;
const CAUSES = ['late', 'qualityDefect', 'incomplete'];

/** What contact points tell of a customer, in turn: every kind that the view shows, and what services answer to it by themselves. */
const KINDS: readonly ((customerId: string, i: number) => Call)[] = [
  (customerId, i) => ['interactions', '/v1/interactions', { customerId, ...contact(i), about: `matter ${i % 4}` }],
  (customerId, i) => ['interactions', '/v1/interactions', { customerId, ...contact(i) }],
  (customerId, i) => ['interactions', '/v1/feedback', { customerId, survey: 'csat', score: 1 + (i % 5) }],
  customerId => ['interactions', '/v1/purchases', { customerId, channel: 'web', ...bought }],
  customerId => ['interactions', '/v1/deliveries', { customerId, quantity: 1, ...lateBy(2) }],
  (customerId, i) => ['complaints', '/v1/complaints', { customerId, ...complaint(i) }],
  (customerId, i) => ['profile', `/v1/customers/${customerId}/needs`, need(i)],
  (customerId, i) => ['profile', `/v1/customers/${customerId}/consents`, consent(i)],
  customerId => ['loyalty', '/v1/members', { customerId }],
];

const contact = (i: number) => ({
  channel: ['phone', 'web', 'chat'][i % 3] ?? 'phone',
  direction: 'inbound',
  phase: 'afterSale',
  type: 'support',
  outcome: i % 2 === 0 ? 'solved' : 'handedOver',
});
const amount = { minor: 2933, currency: 'EUR' };
const bought = { amount, lines: [{ product: 'lamp', quantity: 1, amount }] };
const complaint = (i: number) => ({ channel: 'phone', cause: CAUSES[i % 3], severity: 3, demands: ['quick'] });
const need = (i: number) => ({ aspect: 'motive', code: ['pride', 'novelty', 'comfort'][i % 3], saidBy: 'agent' });
const consent = (i: number) => ({ purpose: 'marketing', channel: 'email', given: i % 2 === 0, evidence: 'form' });

function lateBy(days: number) {
  const at = (before: number): string => new Date(Date.now() - before * DAY_MS).toISOString();
  return { promisedAt: at(1 + days), deliveredAt: at(1) };
}

export interface Load {
  readonly url: (service: ServiceName) => string;
  readonly token: string;
}

/** Registers so many customers, twenty at a time. */
export async function registered(load: Load, count: number): Promise<string[]> {
  const ids: string[] = [];
  const one = async (): Promise<void> => {
    const identifiers = [{ type: 'externalId', value: randomUUID(), verified: true }];
    const body = { partyType: 'individual', identifiers };
    const { customerId } = await send(load, ['profile', '/v1/customers', body]);
    ids.push(String(customerId));
  };
  const some = async (): Promise<void> => {
    while (ids.length < count) await one();
  };
  await Promise.all(Array.from({ length: 20 }, some));
  return ids;
}

async function send({ url, token }: Load, [service, path, body]: Call): Promise<Readonly<Record<string, unknown>>> {
  const answer = await fetch(`${url(service)}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    body: JSON.stringify(path === '/v1/members' ? body : { ...body, ...sender(path) }),
  });
  if (!answer.ok) throw new Error(`${service}${path}: ${answer.status} ${await answer.text()}`);
  return recordOf(await answer.json());
}

export const recordOf = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null ? { ...value } : {};

const sender = (path: string): object =>
  /needs|consents$/.test(path) ? {} : { source: 'bench', sourceId: randomUUID() };

/** Sends so many a second for so long, whatever becomes of those before. Answers how many were sent. */
export async function sendMixed(load: Load, people: readonly string[], rate: number, seconds: number): Promise<number> {
  const all: Promise<unknown>[] = [];
  const began = performance.now();
  for (let i = 0; i < rate * seconds; i++) {
    const kind = KINDS[i % KINDS.length];
    if (kind) all.push(send(load, kind(people[(i * 7919) % people.length] ?? '', i)));
    const ahead = began + ((i + 1) * 1000) / rate - performance.now();
    if (ahead > 1) await sleep(ahead);
  }
  await Promise.all(all);
  return all.length;
}
