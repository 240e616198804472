import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { eventTopic, PARTITIONS } from '@rapport/contracts';
import { createSender } from '@rapport/messaging';
import { eventually, sending, type Told } from '@rapport/testing';
import fc from 'fast-check';
import { v7 as newId } from 'uuid';
import { startProfile, type Ask, type Profile } from './profile.fixture.ts';
import { ENDS, toldOf } from './projections/promises.fixture.ts';
import { contact, opened, purchase } from './projections/told.fixture.ts';
import { publishedIn, type Published } from './published.fixture.ts';

let profile: Profile;
let boss: Ask;
let published: Published;
const customers: string[] = [];
beforeAll(async () => {
  profile = await startProfile();
  boss = profile.as('boss', 'manager');
  published = await publishedIn(profile.topics);
  for (let i = 0; i < 8; i++) customers.push(await profile.register(i < 6 ? 'individual' : 'enterprise'));
  await tellOthers(customers);
});
afterAll(async () => {
  await published.close();
  await profile.close();
});

/** What other services tell of these customers: a history that is made up anew each time. */
async function tellOthers(of: readonly string[]): Promise<void> {
  // Lately, or timers would find that they have lapsed; whose rhythm is broken they find all the same.
  const day = fc.integer({ min: 1, max: 20 }).map(n => new Date(Date.now() - n * 86_400_000).toISOString());
  const event = fc.oneof(
    day.map(
      at =>
        (id: string): Told =>
          contact(id, at),
    ),
    fc.tuple(fc.integer({ min: 1, max: 90_000 }), day).map(
      ([minor, at]) =>
        (id: string): Told =>
          purchase(id, minor, 'EUR', at),
    ),
    fc.constant((id: string): Told => opened(id, newId())),
    fc.constantFrom(...ENDS).map(
      end =>
        (customerId: string): Told[] =>
          toldOf({ promiseId: newId(), customerId, day: 1, end }),
    ),
    fc.integer({ min: 0, max: 100 }).map(value => (customerId: string): Told => ({
      type: 'SatisfactionMoved',
      subject: customerId,
      data: { customerId, value },
    })),
  );
  const made = fc.sample(fc.tuple(event, fc.constantFrom(...of)), 120).flatMap(([tell, id]) => tell(id));
  const number = sending();
  const sender = createSender({ brokers: profile.topics.brokers, clientId: 'specs' });
  for (const { source, message } of made.map(number))
    await sender.send(eventTopic(source, profile.topics.prefix), PARTITIONS, [message]);
  await sender.close();
}

const lasting = ({ asOf: _asOf, version: _version, advice: _advice, ...rest }: Record<string, unknown>) => rest;
const viewOf = async (id: string) => lasting((await boss('GET', `/v1/customers/${id}/view`)).body);
const views = (): Promise<Record<string, unknown>[]> => Promise.all(customers.map(viewOf));

it('a second client finds in the topic what the view says, for each customer at the highest version', async () => {
  await eventually(async () => {
    expect(await profile.idle()).toBe(true);
    const all = await views();
    expect(all.reduce((sum, view) => sum + Number(Object(view['contacts'])['total']), 0)).toBeGreaterThan(10);
    expect(customers.map(id => published.document(id)).map(document => document && lasting(document))).toEqual(all);
  });
  expect(published.inOrder()).toBe(true);
});

it('a merge takes a document out of the topic by a tombstone, and its undoing brings it back as it was', async () => {
  const [survivor = '', absorbed = ''] = customers;
  await eventually(async () => expect(await profile.idle()).toBe(true));
  const before = await Promise.all([survivor, absorbed].map(viewOf));
  await boss('POST', `/v1/customers/${survivor}/merges`, { absorbedId: absorbed, reason: 'sameParty' });
  await eventually(() => expect([published.has(absorbed), published.document(absorbed)]).toEqual([true, undefined]));
  const high = published.version(absorbed);
  await eventually(() => expect(published.document(survivor)).toMatchObject({ mergedFrom: [absorbed] }));
  await boss('POST', `/v1/customers/${survivor}/unmerges`, { absorbedId: absorbed, reason: 'wrongMerge' });
  await eventually(() => {
    const found = [survivor, absorbed].map(id => published.document(id));
    expect(found.map(document => document && lasting(document))).toEqual(before);
  });
  expect(published.version(absorbed)).toBeGreaterThan(high);
});

it('every read model of the view, built anew, gives the same documents', async () => {
  await eventually(async () => expect(await profile.idle()).toBe(true));
  const before = await views();
  const list = (await boss('GET', '/v1/rebuilds')).body['items'];
  const names = Array.isArray(list) ? list.map(each => String(each.projection)) : [];
  expect(names).toEqual(expect.arrayContaining(['customer-view', 'timeline', 'complaints', 'promises']));
  for (const name of names) {
    expect((await boss('POST', `/v1/rebuilds/${name}`, {})).status).toBe(202);
    await eventually(async () =>
      expect((await boss('GET', `/v1/rebuilds/${name}`)).body).toMatchObject({ build: { stage: 'done', note: null } }),
    );
  }
  expect(await views()).toEqual(before);
});
