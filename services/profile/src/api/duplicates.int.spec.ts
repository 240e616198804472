import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { identityMap } from '@rapport/messaging';
import { v7 as newId } from 'uuid';
import { customer } from '../domain/customer.decide.ts';
import { identify, type GivenIdentifier } from '../domain/identifier.ts';
import { rules, shipped } from '../domain/identity-rules.fixture.ts';
import { rulesOf } from '../domain/identity-rules.ts';
import { findDuplicates } from '../find-duplicates.ts';
import { duplicates } from '../projections/duplicates.projection.ts';
import { openSuggestions, suggestionOf } from '../projections/duplicates.query.ts';
import { identityHistory } from '../projections/identity-history.projection.ts';
import { markAllForDuplicates } from '../projections/duplicates.store.ts';
import { customerView } from '../projections/customer-view.projection.ts';
import { dismissDuplicate, mergeCustomers, unmergeCustomers } from './recognise.ts';
import { asking, house, type House } from './registry.fixture.ts';

let place: House;
beforeAll(async () => {
  place = await house({ projections: [identityMap, customerView, duplicates, identityHistory] });
});
afterAll(() => place.close());

let tag: string;
beforeEach(() => {
  tag = newId()
    .slice(-8)
    .replaceAll(/\d/g, digit => 'ghijklmnop'[Number(digit)] ?? '');
});

async function register(name: string | null, ...given: readonly [GivenIdentifier['type'], string][]): Promise<string> {
  const customerId = newId();
  const identifiers = given.map(([type, value]) => identify({ type, value, verified: false }, 'US', rules));
  const facts = { customerId, partyType: 'individual', details: { name }, identifiers, types: rules.types } as const;
  const command = { type: 'RegisterCustomer', ...facts, at: new Date().toISOString(), recognisable: false } as const;
  await place.messaging.handle(customer, customerId, command, { ...asking, subject: customerId });
  return customerId;
}

async function look(by = rules): Promise<void> {
  await place.deliver();
  while (await findDuplicates(place.messaging, by, 'spec')) continue;
}

async function suggestedWith(id: string) {
  const { current } = await place.messaging.identity.of(id);
  const found = await openSuggestions(place.database.pool, current, undefined, 50);
  return found.map(({ recorded, reasons }) => ({
    recorded: recorded.toSorted(),
    found: reasons.map(each => each.finding),
  }));
}

const pair = (...ids: string[]): string[] => ids.toSorted();

describe('two records that may be one', () => {
  it('are suggested with what speaks for it, when the second becomes known, and merged by nobody', async () => {
    const ada = await register(`Ada Abel${tag}`, ['email', `ada.${tag}@example.org`]);
    await look();
    expect(await suggestedWith(ada)).toEqual([]);
    const again = await register(`abel${tag}, ada`, ['email', `ada.${tag}x@example.org`]);
    const stranger = await register(`Ada Abel${tag}`, ['email', `other.${tag}@example.net`]);
    await look();
    expect(await suggestedWith(ada)).toEqual([{ recorded: pair(ada, again), found: ['sameName', 'nearEmail'] }]);
    expect(await suggestedWith(stranger)).toEqual([]);
    expect((await place.messaging.identity.of(again)).current).toBe(again);
  });

  it('are found by a telephone that neither has verified, also where one gave no name', async () => {
    const phone = `+1 201 555 ${String(Math.floor(Math.random() * 9000) + 1000)}`;
    const ada = await register(`Ada Abel${tag}`, ['phone', phone]);
    const caller = await register(null, ['phone', phone]);
    await look();
    expect(await suggestedWith(caller)).toEqual([{ recorded: pair(ada, caller), found: ['samePhone'] }]);
    const desk = { type: 'phone', value: phone.replaceAll(' ', '') } as const;
    await markAllForDuplicates(place.database.pool);
    await look(rulesOf(2, { ...shipped, blocked: [desk] }));
    expect(await suggestedWith(caller)).toEqual([]);
  });

  it('are not suggested any more when their details have changed so that nothing speaks for it', async () => {
    const ada = await register(`Ada Abel${tag}`, ['email', `ada.${tag}@example.org`]);
    const other = await register(`Ada Abel${tag}`, ['email', `ada.${tag}z@example.org`]);
    await look();
    expect(await suggestedWith(other)).toHaveLength(1);
    const changes = { type: 'ChangeDetails', changes: { name: 'Somebody Else' } } as const;
    await place.messaging.handle(customer, other, changes, { ...asking, subject: other });
    await look();
    expect(await suggestedWith(ada)).toEqual([]);
  });

  it('when dismissed do not come back, whatever is changed, nor with the records that either is merged with', async () => {
    const [ada, ben] = [
      await register(`Ada Abel${tag}`, ['email', `ada.${tag}@example.org`]),
      await register(`Ada Abel${tag}`, ['email', `ada.${tag}y@example.org`]),
    ];
    await look();
    const [found] = await openSuggestions(place.database.pool, ada, undefined, 1);
    const answers = [await dismissDuplicate(place.messaging, [ada, ben], 'twins', asking)];
    answers.push(await dismissDuplicate(place.messaging, [ben, ada], 'twins', asking));
    expect(answers.map(answer => answer === undefined)).toEqual([false, true]);
    const third = await register(`Ada Abel${tag}`, ['email', `ada.${tag}@example.org`]);
    await markAllForDuplicates(place.database.pool);
    await look();
    expect((await suggestionOf(place.database.pool, found?.suggestionId ?? newId()))?.state).toBe('dismissed');
    expect(await suggestedWith(third)).toHaveLength(2);
    await mergeCustomers(place.messaging, [ada, third], 'duplicateAccepted', asking);
    await look();
    expect(await suggestedWith(ada)).toEqual([]);
    expect(await suggestedWith(ben)).toEqual([]);
  });

  it('when accepted are merged, and after that was undone are left in peace', async () => {
    const [ada, ben] = [
      await register(`Ada Abel${tag}`, ['email', `ada.${tag}@example.org`]),
      await register(`Ada Abel${tag}`, ['email', `ada.${tag}w@example.org`]),
    ];
    await look();
    const [found] = await openSuggestions(place.database.pool, ben, undefined, 1);
    const state = async () => (await suggestionOf(place.database.pool, found?.suggestionId ?? newId()))?.state;
    await mergeCustomers(place.messaging, [ada, ben], 'duplicateAccepted', asking);
    await place.deliver();
    expect(await state()).toBe('merged');
    expect(await suggestedWith(ada)).toEqual([]);
    await unmergeCustomers(place.messaging, ada, ben, 'wrongMerge', asking);
    await look();
    expect(await state()).toBe('parted');
    expect(await suggestedWith(ada)).toEqual([]);
  });

  it('are listed with the likeliest first, page by page, each two once', async () => {
    const { pool } = place.database;
    for (const n of ['a', 'b', 'c']) {
      await register(`Ada Abel${tag}`, ['email', `ada.${n}${tag}@example.org`], ['externalId', `${n}${tag}`]);
    }
    await look();
    const all = await openSuggestions(pool, undefined, undefined, 200);
    const scores = all.map(({ score }) => score);
    expect(scores).toEqual(scores.toSorted((a, b) => b - a));
    expect(new Set(all.map(({ current }) => pair(...current).join())).size).toBe(all.length);
    const [first, second] = [all[0], await openSuggestions(pool, undefined, all[0], 1)];
    expect(second[0]).toEqual(all[1]);
    expect(first?.suggestionId).not.toBe(second[0]?.suggestionId);
  });

  it('leave neither name nor address in what is kept about them', async () => {
    const { rows } = await place.database.pool.query(
      `select 1 from app.duplicate_suggestion s where s::text ~* 'abel|example' union all
       select 1 from app.identity_history h where h::text ~* 'abel|example' union all
       select 1 from app.duplicate_key k where k::text ~* 'abel|example'`,
    );
    expect(rows).toEqual([]);
  });
});
