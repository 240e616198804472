import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { identityMap } from '@rapport/messaging';
import { v7 as newId } from 'uuid';
import { identify, ownership } from '../domain/identifier.ts';
import { rules, shipped } from '../domain/identity-rules.fixture.ts';
import { rulesOf } from '../domain/identity-rules.ts';
import { identityHistory, readHistory } from '../projections/identity-history.projection.ts';
import { addIdentifier, mergeCustomers, unmergeCustomers } from './recognise.ts';
import { asking, house, shownAs, type House } from './registry.fixture.ts';
import { customerNow } from './who.ts';

let place: House;
let of: ReturnType<typeof shownAs>;
beforeAll(async () => {
  place = await house({ projections: [identityMap, identityHistory] });
});
afterAll(() => place.close());
beforeEach(() => {
  of = shownAs(newId());
});

const history = async (id: string) => {
  await place.deliver();
  const { recorded } = await place.messaging.identity.of(id);
  const items = await readHistory(place.messaging.pool, recorded, undefined, 50);
  return items.map(({ what, customerId, otherId, reason, identifierType, actor }) => {
    return { what, customerId, otherId, reason, identifierType, actor };
  });
};
const current = async (id: string): Promise<string> => (await customerNow(place.messaging, id)).state.customerId;

describe('a merge that a rule refuses', () => {
  it('leaves one trace that both customers show, however often they share the tablet', async () => {
    const { messaging, seen } = place;
    const [ada = '', ben = ''] = await seen([of('email', 'ada')], [of('email', 'ben')]);
    await addIdentifier({ messaging, rules }, ada, of('deviceId', 'd'), asking);
    for (const _ of [1, 2, 3]) {
      const shown = addIdentifier({ messaging, rules }, ben, of('deviceId', 'd'), asking);
      await expect(shown).rejects.toMatchObject({ slug: 'already-claimed', message: /share devices/ });
    }
    const shown = Array.from({ length: 5 }, () => seen([of('email', 'ben'), of('deviceId', 'd')]));
    expect(new Set((await Promise.all(shown)).flat()).size).toBe(1);
    const refused = { what: 'refused', customerId: ben, otherId: ada, reason: 'sharedDevice', actor: 'spec' };
    expect(await history(ben)).toEqual([{ ...refused, identifierType: 'deviceId' }]);
    expect(await history(ada)).toEqual(await history(ben));
  });

  it('stays refused after a person has parted the two, until a person merges them again', async () => {
    const { messaging, seen } = place;
    const [ada = '', ben = ''] = await seen([of('email', 'ada')], [of('loyaltyCard', 'card')]);
    const both = [of('email', 'ada'), of('loyaltyCard', 'card')];
    await seen(both);
    expect(await current(ben)).toBe(ada);
    await unmergeCustomers(messaging, ada, ben, 'wrongMerge', asking);
    expect(await seen(both)).toEqual([ben]);
    expect([await current(ada), await current(ben)]).toEqual([ada, ben]);
    await mergeCustomers(messaging, [ben, ada], 'askedThem', asking);
    expect(await seen(both)).toEqual([ada]);
    expect((await history(ada)).map(({ what, reason, identifierType }) => [what, reason, identifierType])).toEqual([
      ['merged', 'askedThem', null],
      ['refused', 'partedBefore', 'email'],
      ['unmerged', 'wrongMerge', null],
      ['merged', 'sharedVerifiedIdentifier', 'email'],
    ]);
  });
});

describe('the rules in force', () => {
  it('say what identifies nobody: a desk’s number that turned out to be one leads to nobody any more', async () => {
    const { messaging, seen } = place;
    const desk = of('externalId', 'desk');
    const [first = ''] = await seen([desk]);
    const later = rulesOf(2, { ...shipped, blocked: [{ type: 'externalId', value: desk.normalised }] });
    expect(() => identify(desk, 'US', later)).toThrow('stands for nobody');
    expect(await messaging.claimed([ownership(desk)])).toEqual(
      new Map([[`identifier:externalId:${desk.value}`, first]]),
    );
  });

  it('say how many of a type are believable together', async () => {
    const { messaging, seen } = place;
    const [ada = '', ben = ''] = await seen([of('loyaltyCard', 'a')], [of('loyaltyCard', 'b')]);
    const card = { ...shipped.types.loyaltyCard, most: 1 };
    const strict = rulesOf(3, { ...shipped, types: { ...shipped.types, loyaltyCard: card } });
    const shown = addIdentifier({ messaging, rules: strict }, ada, of('loyaltyCard', 'b'), asking);
    await expect(shown).rejects.toMatchObject({ slug: 'already-claimed', message: /more than 1 .* loyaltyCard/ });
    expect(await history(ben)).toMatchObject([{ what: 'refused', reason: 'tooManyIdentifiers', customerId: ada }]);
    const { customerId } = await addIdentifier({ messaging, rules }, ada, of('loyaltyCard', 'b'), asking);
    expect(customerId).toBe(ada);
    expect(await current(ben)).toBe(ada);
  });

  it('count what is recorded with all who are one customer', async () => {
    const { messaging, seen } = place;
    const card = { ...shipped.types.loyaltyCard, most: 2 };
    const two = rulesOf(4, { ...shipped, types: { ...shipped.types, loyaltyCard: card } });
    const [ada = '', ben = ''] = await seen([of('loyaltyCard', 'a')], [of('loyaltyCard', 'b')]);
    await mergeCustomers(messaging, [ada, ben], 'askedThem', asking);
    const third = addIdentifier({ messaging, rules: two }, ben, of('loyaltyCard', 'c'), asking);
    await expect(third).rejects.toMatchObject({ slug: 'too-many-identifiers' });
    await unmergeCustomers(messaging, ada, ben, 'wrongMerge', asking);
    const { customerId } = await addIdentifier({ messaging, rules: two }, ben, of('loyaltyCard', 'c'), asking);
    expect(customerId).toBe(ben);
  });

  it('never merge by what is not verified: neither the same name nor what both have typed', async () => {
    const { seen } = place;
    const typed = of('externalId', 'typed', false);
    const [ada = '', ben = ''] = await seen([of('email', 'a'), typed], [of('email', 'b'), typed]);
    expect(ada).not.toBe(ben);
    expect(await history(ada)).toEqual([]);
  });
});
