import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { transaction } from '@rapport/messaging';
import { ada, ben, warehouse, type Warehouse } from './facts.fixture.ts';
import { riskDue, takeRiskDue } from './risk-due.projection.ts';
import { bought, registered } from './risk.fixture.ts';

let house: Warehouse;
beforeAll(async () => {
  house = await warehouse(riskDue);
});
afterAll(() => house.database.drop());

const take = (restMs = 0, limit = 10): Promise<string[]> =>
  transaction(house.database.pool, tx => takeRiskDue(tx, restMs, limit));

it('whose facts have changed is marked once, and taken once, when the change has rested', async () => {
  await house.deliver(bought(ada, 3), bought(ada, 2), registered(ben));
  expect(await take(60_000)).toEqual([]);
  expect(await take()).toEqual([ada]);
  expect(await take()).toEqual([]);
});

it('who has waited longest is taken first, and what broke off is taken again', async () => {
  await house.deliver(bought(ben, 1));
  await house.deliver(bought(ada, 1));
  const broken = transaction(house.database.pool, async tx => {
    expect(await takeRiskDue(tx, 0, 1)).toEqual([ben]);
    throw new Error('broken off');
  });
  await expect(broken).rejects.toThrow('broken off');
  expect(await take()).toEqual([ben, ada]);
});
