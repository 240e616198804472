import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { DomainError } from '@rapport/decider';
import { createMessaging, quiet, type Messaging } from '@rapport/messaging';
import { testDatabase, type TestDatabase } from '@rapport/testing';
import fc from 'fast-check';
import { v7 as newId } from 'uuid';
import { customer } from '../domain/customer.decide.ts';
import { identify } from '../domain/identifier.ts';
import { rules } from '../domain/identity-rules.fixture.ts';
import { migrations } from '../migrations/index.ts';
import { eraseCustomer, toFamily } from './erase.ts';
import { mergeCustomers, unmergeCustomers } from './recognise.ts';
import { customerNow, familyOf } from './who.ts';

const PEOPLE = 5;
const asking = { actor: 'spec' };

let database: TestDatabase;
let messaging: Messaging;
beforeAll(async () => {
  database = await testDatabase(migrations);
  const options = { deciders: [customer], projections: [], policies: [], log: quiet, brokers: ['127.0.0.1:1'] };
  messaging = createMessaging({ service: 'profile', database: database.url, ...options });
});
afterAll(async () => {
  await messaging.pool.end();
  await database.drop();
});

const register = async (): Promise<string> => {
  const id = newId();
  const identifiers = [identify({ type: 'email', value: `${id}@example.org`, verified: true }, 'US', rules)];
  const facts = {
    customerId: id,
    partyType: 'individual',
    identifiers,
    types: rules.types,
    recognisable: false,
  } as const;
  const command = {
    type: 'RegisterCustomer',
    ...facts,
    details: { name: id },
    at: '2026-01-01T00:00:00.000Z',
  } as const;
  await messaging.handle(customer, id, command, { ...asking, subject: id });
  return id;
};
const familyOfId = async (id: string): Promise<string[]> => {
  const { state } = await customerNow(messaging, id);
  return (await familyOf(messaging, state)).map(({ customerId }) => customerId);
};
const refusedOr = (work: Promise<unknown>): Promise<unknown> =>
  work.catch((error: unknown) => {
    if (!(error instanceof DomainError)) throw error;
  });
/** What is personal of each: values and claims. */
const left = async (ids: readonly string[]): Promise<Map<string, number>> => {
  const { rows } = await database.pool.query<{ id: string; n: number }>(
    `select id, (select count(*) from messaging.personal where subject = id) +
       (select count(*) from messaging.claims where subject = id) as n from unnest($1::text[]) id`,
    [ids],
  );
  return new Map(rows.map(({ id, n }) => [id, n]));
};

it('after any merges and unmerges leaves nothing of all who are the customer then, and everything of the others', async () => {
  const person = fc.nat(PEOPLE - 1);
  const step = fc.record({ what: fc.constantFrom('merge', 'merge', 'unmerge'), one: person, other: person });
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 8 }), person, async (steps, erased) => {
      const ids = await Promise.all(Array.from({ length: PEOPLE }, register));
      const at = (n: number): string => ids[n] ?? '';
      for (const { what, one, other } of steps) {
        if (what === 'merge') await refusedOr(mergeCustomers(messaging, [at(one), at(other)], 'spec', asking));
        else await refusedOr(unmergeCustomers(messaging, at(one), at(other), 'spec', asking));
      }
      const family = await familyOfId(at(erased));
      const erasureId = await eraseCustomer(messaging, at(erased), 'spec', asking);
      const remains = await left(ids);
      for (const id of ids) expect([id, remains.get(id)]).toEqual([id, family.includes(id) ? 0 : 2]);
      for (const id of family) expect(await eraseCustomer(messaging, id, 'again', asking)).toBe(erasureId);
      for (const id of ids.filter(each => !family.includes(each)))
        await expect(mergeCustomers(messaging, [id, at(erased)], 'spec', asking)).rejects.toMatchObject({
          slug: 'customer-erased',
        });
    }),
    { numRuns: 15 },
  );
});

it('leaves everything where one of the records is held', async () => {
  const [ana, tablet] = [await register(), await register()];
  await toFamily(messaging, tablet, () => ({ type: 'PlaceLegalHold', holdId: newId(), reason: 'litigation' }), asking);
  await mergeCustomers(messaging, [ana, tablet], 'spec', asking);
  await expect(eraseCustomer(messaging, ana, 'spec', asking)).rejects.toMatchObject({ slug: 'legal-hold' });
  expect([...(await left([ana, tablet])).values()]).toEqual([2, 2]);
});

it('and a merge at the same moment end in one or the other, never between', async () => {
  for (let round = 0; round < 6; round++) {
    const [ana, ben] = [await register(), await register()];
    const merging = refusedOr(mergeCustomers(messaging, [ana, ben], 'spec', asking));
    await Promise.all([merging, eraseCustomer(messaging, ana, 'spec', asking)]);
    const merged = (await familyOfId(ben)).length === 2;
    expect([...(await left([ana, ben])).values()]).toEqual([0, merged ? 0 : 2]);
  }
});
