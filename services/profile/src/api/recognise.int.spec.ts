import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { createMessaging, type Messaging } from '@rapport/messaging';
import { testDatabase, type TestDatabase } from '@rapport/testing';
import { v7 as newId } from 'uuid';
import { customer } from '../domain/customer.decide.ts';
import { distinct, identify, type GivenIdentifier, type Identifier } from '../domain/identifier.ts';
import { rules } from '../domain/identity-rules.fixture.ts';
import { migrations } from '../migrations/index.ts';
import { addIdentifier as added, mergeCustomers, unmergeCustomers, type Asking } from './recognise.ts';
import { resolve, type Resolved } from './resolve.ts';
import { customerNow } from './who.ts';

const silent = { debug() {}, info() {}, warn() {}, error() {} };
const asking = { actor: 'spec' };

let database: TestDatabase;
let messaging: Messaging;
let tag: string;
beforeAll(async () => {
  database = await testDatabase(migrations);
  // Never started: what is asked of it here is the write side alone.
  const options = { deciders: [customer], projections: [], policies: [], log: silent, brokers: ['127.0.0.1:1'] };
  messaging = createMessaging({ service: 'profile', database: database.url, ...options });
});
afterAll(async () => {
  await messaging.pool.end();
  await database.drop();
});
beforeEach(() => {
  tag = newId();
});

const of = (type: GivenIdentifier['type'], value: string, verified = true): Identifier =>
  identify({ type, value: `${value}-${tag}${type === 'email' ? '@example.org' : ''}`, verified }, 'US', rules);

const addIdentifier = (id: string, identifier: Identifier, as: Asking) =>
  added({ messaging, rules }, id, identifier, as);

async function seen(...sightings: readonly (readonly Identifier[])[]): Promise<string[]> {
  const results = await resolve(
    { messaging, rules },
    sightings.map((identifiers, index) => {
      const sighting = { identifiers: identifiers.map(({ type, value, verified }) => ({ type, value, verified })) };
      return { index, sighting, identifiers: distinct(identifiers, rules.types), asking };
    }),
  );
  return results.sort((a, b) => a.index - b.index).map(idOf);
}

function idOf(result: Resolved): string {
  if (result.status === 'rejected') throw new Error(result.problem.detail);
  return result.customerId;
}

const count = async (): Promise<number> => {
  const { rows } = await messaging.pool.query<{ n: number }>(`select count(*)::int as n from messaging.streams`);
  return rows[0]?.n ?? 0;
};

describe('resolving', () => {
  it('finds whom it registered before, by any verified identifier', async () => {
    const [ada = ''] = await seen([of('email', 'ada'), of('externalId', 'crm')]);
    expect(await seen([of('email', 'ada')], [of('externalId', 'crm')])).toEqual([ada, ada]);
  });

  it('gives sightings that share an identifier within one batch the same customer', async () => {
    const before = await count();
    const ids = await seen(
      [of('email', 'ada')],
      [of('email', 'ada'), of('loyaltyCard', 'card')],
      [of('loyaltyCard', 'card')],
      [of('email', 'bob')],
    );
    expect(new Set(ids).size).toBe(2);
    expect(await count()).toBe(before + 2);
  });

  it('registers each once, however many ask at the same moment', async () => {
    const before = await count();
    const people = Array.from({ length: 20 }, (_, n) => [of('email', `p${n}`), of('externalId', `p${n}`)]);
    const answers = await Promise.all(Array.from({ length: 6 }, () => seen(...people)));
    for (const answer of answers) expect(answer).toEqual(answers[0]);
    expect(await count()).toBe(before + people.length);
  });

  it('recognises an anonymous party by what it showed, and never takes it for one who is known by that', async () => {
    const [visitor = ''] = await seen([of('email', 'typed', false)]);
    expect(await seen([of('email', 'typed', false)])).toEqual([visitor]);
    const [owner] = await seen([of('email', 'typed')]);
    expect(owner).not.toBe(visitor);
  });

  it('adds what a known customer shows for the first time', async () => {
    const [ada = ''] = await seen([of('email', 'ada')]);
    for (let told = 0; told < 2; told++)
      await seen([of('email', 'ada'), of('loyaltyCard', 'card'), of('deviceId', 'seen', false)]);
    expect((await customerNow(messaging, ada)).state.identifiers).toMatchObject([
      { type: 'email', verified: true },
      { type: 'loyaltyCard', verified: true },
      { type: 'deviceId', verified: false },
    ]);
  });

  it('takes who shows another name on somebody’s device for somebody else, in one batch and later', async () => {
    const device = of('deviceId', 'shared');
    const [visitor, ada, bob, adaAgain] = await seen(
      [device],
      [of('externalId', 'ada'), device],
      [of('externalId', 'bob'), device],
      [of('externalId', 'ada'), device, of('email', 'ada', false)],
    );
    expect([ada, adaAgain]).toEqual([visitor, visitor]);
    expect(bob).not.toBe(ada);
    const [cleo, bobAgain, onDevice] = await seen(
      [of('externalId', 'cleo'), device],
      [of('externalId', 'bob'), device],
      [device],
    );
    expect([bobAgain, onDevice]).toEqual([bob, ada]);
    expect([ada, bob]).not.toContain(cleo);
  });

  it('merges two whom one sighting shows to be one', async () => {
    const [ada = '', card = ''] = await seen([of('email', 'ada')], [of('loyaltyCard', 'card')]);
    const [both] = await seen([of('email', 'ada'), of('loyaltyCard', 'card')]);
    expect(both).toBe(ada);
    expect(await messaging.load(customer, card)).toMatchObject({ state: { status: 'absorbed', survivorId: ada } });
  });
});

describe('an identifier that another customer holds', () => {
  it('merges an anonymous party into it, the first recorded surviving', async () => {
    const [visitor = '', ada = ''] = await seen([of('deviceId', 'd')], [of('email', 'ada')]);
    expect((await addIdentifier(ada, of('deviceId', 'd'), asking)).customerId).toBe(visitor);
    expect((await customerNow(messaging, ada)).state.customerId).toBe(visitor);
  });

  it('keeps two known customers apart when it is a device', async () => {
    const [ada = '', bob = '', tablet = ''] = await seen(
      [of('email', 'ada')],
      [of('email', 'bob')],
      [of('deviceId', 'd')],
    );
    await addIdentifier(ada, of('deviceId', 'd'), asking);
    expect((await customerNow(messaging, tablet)).state.customerId).toBe(ada);
    await expect(addIdentifier(bob, of('deviceId', 'd'), asking)).rejects.toMatchObject({
      slug: 'already-claimed',
    });
  });

  it('is followed to the customer that the holder is part of now', async () => {
    const [ada = '', bob = '', cy = ''] = await seen([of('email', 'ada')], [of('email', 'bob')], [of('email', 'cy')]);
    await mergeCustomers(messaging, [ada, bob], 'sameParty', asking);
    expect((await addIdentifier(cy, of('email', 'bob'), asking)).customerId).toBe(ada);
    expect((await addIdentifier(bob, of('email', 'cy'), asking)).customerId).toBe(ada);
  });

  it('leads to one customer when both show it at the same moment', async () => {
    const [ada = '', bob = ''] = await seen([of('email', 'ada')], [of('email', 'bob')]);
    const asked = [ada, bob, ada, bob].map(id => addIdentifier(id, of('loyaltyCard', 'card'), asking));
    await Promise.all(asked);
    expect((await customerNow(messaging, bob)).state.customerId).toBe(ada);
    expect((await customerNow(messaging, ada)).state.absorbed).toEqual([bob]);
  });
});

describe('a merge', () => {
  it('asked for twice, or from both sides at once, happens once, and is undone once', async () => {
    const [ada = '', bob = ''] = await seen([of('email', 'ada')], [of('email', 'bob')]);
    const before = [await messaging.load(customer, ada), await messaging.load(customer, bob)];
    const pairs = [
      [ada, bob],
      [bob, ada],
      [ada, bob],
    ] as const;
    const merges = await Promise.all(pairs.map(pair => mergeCustomers(messaging, pair, 'sameParty', asking)));
    expect(merges.map(({ customerId }) => customerId)).toEqual([ada, ada, ada]);
    await unmergeCustomers(messaging, ada, bob, 'wrongMerge', asking);
    await expect(unmergeCustomers(messaging, ada, bob, 'wrongMerge', asking)).rejects.toMatchObject({
      slug: 'not-merged',
    });
    const after = [await messaging.load(customer, ada), await messaging.load(customer, bob)];
    expect(after.map(each => each?.state)).toEqual(before.map(each => each?.state));
    expect(after.map(each => each?.personal)).toEqual(before.map(each => each?.personal));
  });

  it('in a chain can be undone in the middle', async () => {
    const [ada = '', bob = '', cy = ''] = await seen([of('email', 'ada')], [of('email', 'bob')], [of('email', 'cy')]);
    await mergeCustomers(messaging, [bob, cy], 'sameParty', asking);
    await mergeCustomers(messaging, [cy, ada], 'sameParty', asking);
    expect((await customerNow(messaging, cy)).state.customerId).toBe(ada);
    await unmergeCustomers(messaging, ada, cy, 'wrongMerge', asking);
    expect((await customerNow(messaging, cy)).state.customerId).toBe(cy);
    expect((await customerNow(messaging, bob)).state.customerId).toBe(ada);
  });
});
