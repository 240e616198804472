import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { identityMap, type Messaging } from '@rapport/messaging';
import fc from 'fast-check';
import { v7 as newId } from 'uuid';
import { rules } from '../domain/identity-rules.fixture.ts';
import { addIdentifier, mergeCustomers, unmergeCustomers } from './recognise.ts';
import { asking, house, processOn, shownAs, type House } from './registry.fixture.ts';
import { customerNow, familyOf } from './who.ts';

let place: House;
let replica: Messaging;
let of: ReturnType<typeof shownAs>;
beforeAll(async () => {
  place = await house({ projections: [identityMap] });
  replica = processOn(place.database);
});
afterAll(async () => {
  await replica.pool.end();
  await place.close();
});
beforeEach(() => {
  of = shownAs(newId());
});

const register = (count: number): Promise<string[]> =>
  place.seen(...Array.from({ length: count }, (_, n) => [of('externalId', `party-${n}`)]));

const told = async (types: readonly string[], ids: readonly string[]): Promise<number> => {
  const { rows } = await place.database.pool.query<{ n: number }>(
    `select count(*)::int as n from messaging.events where type = any($1) and aggregateid = any($2)`,
    [types, ids],
  );
  return rows[0]?.n ?? 0;
};

describe('a chain of a hundred merges', () => {
  const LENGTH = 101;

  it('leads from any of them to the first in one hop, for commands and for readers, and is undone in any order', async () => {
    const { messaging, deliver } = place;
    const ids = await register(LENGTH);
    const [first = ''] = ids;
    // The last into the one before it, and so on: each survivor is absorbed next.
    for (let n = LENGTH - 1; n > 0; n -= 1) {
      await mergeCustomers(messaging, [ids[n - 1] ?? '', ids[n] ?? ''], 'sameParty', asking);
    }
    const last = ids.at(-1) ?? '';
    const began = performance.now();
    expect((await customerNow(messaging, last)).state.customerId).toBe(first);
    process.stdout.write(`from the last of ${LENGTH} to the first: ${(performance.now() - began).toFixed(1)} ms\n`);
    expect(await familyOf(messaging, (await customerNow(messaging, last)).state)).toHaveLength(LENGTH);
    await deliver([3, 1, 4, 1, 5, 9, 2, 6]);
    expect(new Set((await messaging.identity.current(ids)).values())).toEqual(new Set([first]));
    expect((await messaging.identity.of(last)).recorded).toHaveLength(LENGTH);

    const [order = []] = fc.sample(fc.shuffledSubarray(ids.slice(1), { minLength: LENGTH - 1 }), 1);
    for (const id of order) await unmergeCustomers(messaging, id, id, 'wrongMerge', asking);
    await deliver([2, 7, 1, 8]);
    expect([...(await messaging.identity.current(ids))]).toEqual(ids.map(id => [id, id]));
    for (const id of ids) {
      const { state } = await customerNow(messaging, id);
      expect(state).toMatchObject({ customerId: id, absorbed: [] });
    }
  });
});

describe('two processes that merge the same parties at the same moment', () => {
  const MERGED = ['CustomersMerged', 'CustomerAbsorbed'];

  it('merge them once, whichever of them is asked, and however', async () => {
    for (const round of Array.from({ length: 10 }, (_, n) => n)) {
      const [ada = '', ben = ''] = await place.seen([of('email', `a${round}`)], [of('email', `b${round}`)]);
      const answers = await Promise.all([
        mergeCustomers(place.messaging, [ada, ben], 'sameParty', asking),
        mergeCustomers(replica, [ben, ada], 'sameParty', asking),
        addIdentifier({ messaging: place.messaging, rules }, ben, of('email', `a${round}`), asking),
        addIdentifier({ messaging: replica, rules }, ada, of('email', `b${round}`), asking),
      ]);
      expect(new Set(answers.map(({ customerId }) => customerId))).toEqual(new Set([ada]));
      expect(await told(MERGED, [ada, ben])).toBe(2);
    }
  });

  it('make no circle of three who are merged with each other at once', async () => {
    for (const _ of [1, 2, 3, 4, 5]) {
      of = shownAs(newId());
      const ids = await register(3);
      const [ada = '', ben = '', cy = ''] = ids;
      const pairs = [
        [ada, ben],
        [ben, cy],
        [cy, ada],
      ] as const;
      const both = [place.messaging, replica];
      await Promise.all(
        pairs.flatMap(pair => both.map(messaging => mergeCustomers(messaging, pair, 'sameParty', asking))),
      );
      for (const id of ids) expect((await customerNow(replica, id)).state.customerId).toBe(ada);
      expect(await told(MERGED, ids)).toBe(4);
    }
  });

  it('register an identifier that both are shown for the first time with one customer, by an index', async () => {
    const [ada = '', ben = ''] = await register(2);
    const email = of('email', 'shared');
    await Promise.all([
      addIdentifier({ messaging: place.messaging, rules }, ada, email, asking),
      addIdentifier({ messaging: replica, rules }, ben, email, asking),
    ]);
    expect((await customerNow(replica, ben)).state.customerId).toBe(ada);
    const { pool } = place.database;
    const again = `insert into messaging.claims select kind, digest, 'customer-x', subject from messaging.claims limit 1`;
    await expect(pool.query(again)).rejects.toMatchObject({ constraint: 'claims_pkey' });
  });
});
