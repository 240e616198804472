import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { delivery, testDatabase, type TestDatabase } from '@rapport/testing';
import type { QueryRunner } from 'typeorm';
import { v7 as newId } from 'uuid';
import { customerView } from '../projections/customer-view.projection.ts';
import { timeline } from '../projections/timeline.projection.ts';
import { purchase } from '../projections/told.fixture.ts';
import { MonthsInView1790000000002 } from './1790000000002-months-in-view.ts';
import { migrations } from './index.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase(migrations);
});
afterAll(() => database.drop());

it('finds on the timeline what was bought before there were months in the view', async () => {
  const customer = newId();
  await delivery(database.pool, { projections: [customerView, timeline] })(
    purchase(customer, 1000, 'EUR', '2026-02-28T23:59:59.000Z'),
    purchase(customer, 500, 'USD', '2026-02-01T00:00:00.000Z'),
    purchase(customer, 300, 'EUR', '2026-03-01T00:00:00.000Z'),
  );
  const months = async () =>
    (await database.pool.query('select months from app.customer_view where customer_id = $1', [customer])).rows;
  const folded = await months();
  const migration = new MonthsInView1790000000002();
  const runner = { query: (sql: string) => database.pool.query(sql) } as unknown as QueryRunner;
  await migration.down(runner);
  await migration.up(runner);
  expect(await months()).toEqual(folded);
  expect(folded).toEqual([
    {
      months: {
        '2026-02': { count: 2, spent: { EUR: 1000, USD: 500 } },
        '2026-03': { count: 1, spent: { EUR: 300 } },
      },
    },
  ]);
});
