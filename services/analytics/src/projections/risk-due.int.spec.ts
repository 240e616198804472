import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { transaction } from '@rapport/messaging';
import { ada, ben, warehouse, type Warehouse } from './facts.fixture.ts';
import { lateFacts } from './late-facts.projection.ts';
import { riskDue, takeRiskDue } from './risk-due.projection.ts';
import { bought, registered } from './risk.fixture.ts';

let house: Warehouse;
beforeAll(async () => {
  house = await warehouse(riskDue, lateFacts);
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

it('for history that is being filed is taken when it is all there, or after a quarter of an hour', async () => {
  const { pool } = house.database;
  await house.deliver(bought(ada, 400), bought(ben, 400), bought(ben, 0));
  expect(await take()).toEqual([ben]);
  await pool.query(`update app.risk_due set since = since - interval '15 minutes'`);
  expect(await take()).toEqual([ada]);
  await house.deliver(bought(ada, 300));
  expect(await take()).toEqual([]);
  await pool.query(`update app.late_facts set at = at - interval '20 seconds'`);
  expect(await take()).toEqual([ada]);
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
