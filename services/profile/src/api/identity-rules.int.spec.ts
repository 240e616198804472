import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { rules, shipped } from '../domain/identity-rules.fixture.ts';
import { IdentityRulesKeeper } from './identity-rules-keeper.ts';
import { addRules, rulesInForce, rulesVersions } from './identity-rules.store.ts';
import { house, type House } from './registry.fixture.ts';

let place: House;
beforeAll(async () => {
  place = await house();
});
afterAll(() => place.close());

const lenient = { ...shipped, oneCharacterBlocked: false };
const change = { changedBy: 'spec', reason: 'a desk', rules: lenient };

describe('the rules of identity', () => {
  it('are there as shipped, for all time before', async () => {
    const first = await rulesInForce(place.database.pool);
    expect(first).toMatchObject({ version: 1, validFrom: null, changedBy: 'rapport', rules: shipped });
    expect(await new IdentityRulesKeeper(place.messaging).current()).toEqual(rules);
  });

  it('are changed by a version more, which whoever was as fast cannot add too, and are seen at once where it was made', async () => {
    const { pool } = place.database;
    const keeper = new IdentityRulesKeeper(place.messaging);
    expect((await keeper.current()).version).toBe(1);
    const added = await Promise.all([1, 2].map(() => addRules(pool, { version: 2, ...change })));
    expect(added.filter(each => each !== undefined)).toHaveLength(1);
    expect((await keeper.current()).version).toBe(1);
    keeper.forget();
    expect(await keeper.current()).toMatchObject({ version: 2, oneCharacterBlocked: false });
    expect((await rulesVersions(pool, undefined, 10)).map(({ version }) => version)).toEqual([2, 1]);
    expect((await rulesVersions(pool, 2, 10)).map(({ version }) => version)).toEqual([1]);
  });

  it('never change as they were', async () => {
    const { pool } = place.database;
    await expect(pool.query(`update app.identity_rules set reason = 'x'`)).rejects.toThrow('stays as it is');
    await expect(pool.query(`delete from app.identity_rules`)).rejects.toThrow('stays as it is');
  });
});
