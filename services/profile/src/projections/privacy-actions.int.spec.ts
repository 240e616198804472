import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { SERVICES, type EventType } from '@rapport/contracts';
import { identityMap } from '@rapport/messaging';
import { delivery, testDatabase, type TestDatabase, type Told } from '@rapport/testing';
import { v7 as newId } from 'uuid';
import { migrations } from '../migrations/index.ts';
import { customerDocuments } from './customer-document.ts';
import { customerView } from './customer-view.projection.ts';
import { erasureRequests, privacyActionsOf, receipt } from './erasures.query.ts';
import { privacyActions } from './privacy-actions.projection.ts';
import { contact, merged, registered, unmerged } from './told.fixture.ts';

let database: TestDatabase;
let deliver: (...events: readonly Told[]) => Promise<void>;
beforeAll(async () => {
  database = await testDatabase(migrations);
  deliver = delivery(database.pool, { projections: [identityMap, customerView, privacyActions] });
});
afterAll(() => database.drop());

const erased = (customerId: string, erasureId: string): Told[] => [
  {
    type: 'LifecycleStageMoved',
    subject: customerId,
    data: { customerId, from: 'prospect', to: 'erased', reason: 'erasure' },
  },
  { type: 'CustomerErased', subject: customerId, data: { customerId, erasureId, reason: 'customerRequest' } },
];
const ANSWERS = {
  profile: 'ErasedFromProfile',
  interactions: 'ErasedFromInteractions',
  complaints: 'ErasedFromComplaints',
  loyalty: 'ErasedFromLoyalty',
  analytics: 'ErasedFromAnalytics',
} as const satisfies Record<(typeof SERVICES)[number], EventType>;
const answered = (service: (typeof SERVICES)[number], customerId: string, erasureId: string): Told => ({
  type: ANSWERS[service],
  subject: customerId,
  occurredAt: '2026-05-01T10:00:00.000Z',
  data: { customerId, erasureId, removed: 2 },
});
const consent = (customerId: string, given: boolean, occurredAt: string): Told => ({
  type: given ? 'ConsentGiven' : 'ConsentWithdrawn',
  subject: customerId,
  occurredAt,
  data: { customerId, purpose: 'marketing', channel: 'email', evidence: 'form' },
});
const documentOf = async (id: string) => (await customerDocuments(database.pool, [id])).get(id);

describe('the receipt of an erasure', () => {
  it('is whole when every service has answered for every id', async () => {
    const [ana, tablet, erasureId] = [newId(), newId(), newId()];
    await deliver(registered(ana), registered(tablet), ...merged(ana, tablet));
    await deliver(...erased(ana, erasureId), ...erased(tablet, erasureId));
    expect(await receipt(database.pool, erasureId)).toMatchObject({ confirmed: false, reason: 'customerRequest' });
    const both = [ana, tablet];
    await deliver(...SERVICES.flatMap(service => both.map(id => answered(service, id, erasureId))).slice(0, -1));
    const almost = await receipt(database.pool, erasureId);
    expect(almost?.services.filter(({ confirmedAt }) => confirmedAt === null)).toEqual([
      { service: 'analytics', confirmedAt: null, removed: 2 },
    ]);
    await deliver(answered('analytics', tablet, erasureId));
    const whole = await receipt(database.pool, erasureId);
    expect(whole).toMatchObject({ confirmed: true, customerIds: expect.arrayContaining(both) });
    expect(whole?.services.map(({ removed }) => removed)).toEqual(SERVICES.map(() => 4));
  });

  it('is not there for another', async () => {
    expect(await receipt(database.pool, newId())).toBeUndefined();
  });
});

it('shows an erased customer in no view any more, also when something becomes known of it later', async () => {
  const ana = newId();
  await deliver(registered(ana), contact(ana, '2026-01-02T00:00:00.000Z'));
  expect(await documentOf(ana)).toBeDefined();
  await deliver(...erased(ana, newId()));
  await deliver(contact(ana, '2026-01-03T00:00:00.000Z'));
  expect(await documentOf(ana)).toBeUndefined();
});

it('lists what customers asked for until it is answered', async () => {
  const [ana, ben] = [newId(), newId()];
  const asked = (customerId: string, requestId: string): Told => ({
    type: 'CustomerErasureRequested',
    subject: customerId,
    data: { customerId, requestId, channel: 'email', dueOn: '2026-04-01' },
  });
  const [first, second, third] = [newId(), newId(), newId()];
  await deliver(registered(ana), registered(ben), asked(ana, first), asked(ben, second), asked(ben, third));
  await deliver(
    { type: 'CustomerErasureRefused', subject: ben, data: { customerId: ben, requestId: second, reason: 'contract' } },
    ...erased(ana, newId()),
  );
  const open = await erasureRequests(database.pool, { open: true, limit: 10 });
  expect(open.map(({ requestId }) => requestId)).toEqual([third]);
  const all = new Map(
    (await erasureRequests(database.pool, { open: false, limit: 10 })).map(each => [each.requestId, each]),
  );
  expect([all.get(first), all.get(second)]).toMatchObject([
    { state: 'erased', reason: 'customerRequest' },
    { state: 'refused', reason: 'contract' },
  ]);
  const actions = await privacyActionsOf(database.pool, { recorded: [ben], limit: 10 });
  expect(actions.map(({ action, actor }) => [action, actor]).sort()).toEqual([
    ['CustomerErasureRefused', 'spec'],
    ['CustomerErasureRequested', 'spec'],
    ['CustomerErasureRequested', 'spec'],
  ]);
});

it('lists what one customer asked for under any of its ids, page by page', async () => {
  const [ana, tablet, ben] = [newId(), newId(), newId()];
  const ids = Array.from({ length: 4 }, () => newId());
  const asked = (requestId: string, customerId: string): Told => ({
    type: 'CustomerErasureRequested',
    subject: customerId,
    data: { customerId, requestId, channel: 'email', dueOn: '2026-04-01' },
  });
  await deliver(registered(ana), registered(tablet), registered(ben));
  await deliver(...ids.map((id, i) => asked(id, [ana, tablet, ana, ben][i] ?? ben)));
  const of = { open: false, recorded: [ana, tablet], limit: 2 };
  const first = await erasureRequests(database.pool, of);
  const last = first.at(-1);
  const after = last && { closed: last.state !== 'open', dueOn: last.dueOn, requestId: last.requestId };
  const second = await erasureRequests(database.pool, { ...of, after });
  expect([...first, ...second].map(({ requestId }) => requestId)).toEqual(ids.slice(0, 3).sort());
});

describe('the view', () => {
  it('shows the strictest consent of records that are one, and each one’s own when that is undone', async () => {
    const [ana, tablet] = [newId(), newId()];
    await deliver(registered(ana), registered(tablet));
    await deliver(consent(tablet, false, '2025-01-01T00:00:00.000Z'), consent(ana, true, '2026-01-01T00:00:00.000Z'));
    expect(await documentOf(ana)).toMatchObject({ consents: [{ purpose: 'marketing', given: true }] });
    await deliver(...merged(ana, tablet));
    expect(await documentOf(ana)).toMatchObject({ consents: [{ given: false, since: '2025-01-01T00:00:00.000Z' }] });
    await deliver(...unmerged(ana, tablet));
    expect(await documentOf(ana)).toMatchObject({ consents: [{ given: true }] });
    expect(await documentOf(tablet)).toMatchObject({ consents: [{ given: false }] });
  });
});
