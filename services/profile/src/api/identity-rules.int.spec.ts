import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { rules, shipped } from '../domain/identity-rules.fixture.ts';
import { Catalogues } from './catalogues.ts';
import { IdentityRulesKeeper } from './identity-rules-keeper.ts';
import { IDENTITY_RULES } from './identity-rules.bodies.ts';
import { house, type House } from './registry.fixture.ts';

let place: House;
let catalogues: Catalogues;
beforeAll(async () => {
  place = await house();
  catalogues = new Catalogues(place.messaging);
});
afterAll(() => place.close());

const content = { ...shipped, blocked: [...shipped.blocked], oneCharacterBlocked: false };
const change = { content, actor: 'spec', reason: 'a desk', validFrom: undefined };

describe('the rules of identity', () => {
  it('are there as shipped, for all time before', async () => {
    const first = await catalogues.inForce(IDENTITY_RULES, '1900-01-02T00:00:00.000Z');
    expect(first).toMatchObject({ version: 1, publishedBy: null, reason: 'as shipped', content: shipped });
    expect(await new IdentityRulesKeeper(catalogues).current()).toEqual(rules);
  });

  it('are changed by a version more, which whoever was as fast cannot add too, and are seen at once where it was made', async () => {
    const keeper = new IdentityRulesKeeper(catalogues);
    expect((await keeper.current()).version).toBe(1);
    const added = await Promise.allSettled(
      [1, 2].map(() => catalogues.publish(IDENTITY_RULES, { ...change, expectedVersion: 1 })),
    );
    expect(added.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect((await keeper.current()).version).toBe(1);
    keeper.forget();
    expect(await keeper.current()).toMatchObject({ version: 2, oneCharacterBlocked: false });
    expect((await catalogues.versions(IDENTITY_RULES)).map(({ version, reason }) => [version, reason])).toEqual([
      [1, 'as shipped'],
      [2, 'a desk'],
    ]);
  });

  it('are not changed where what has to follow from it fails', async () => {
    const also = async (): Promise<void> => Promise.reject(new Error('no'));
    await expect(catalogues.publish(IDENTITY_RULES, { ...change, expectedVersion: undefined, also })).rejects.toThrow(
      'no',
    );
    expect(await catalogues.versions(IDENTITY_RULES)).toHaveLength(2);
  });

  it('never change as they were', async () => {
    const { pool } = place.database;
    await expect(pool.query(`update app.catalogue set reason = 'x'`)).rejects.toThrow('stays as it is');
    await expect(pool.query(`delete from app.catalogue`)).rejects.toThrow('stays as it is');
  });
});
