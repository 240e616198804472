import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { testDatabase, type TestDatabase } from '@rapport/testing';
import { migrations } from './index.ts';

const VIEWS = [
  'customers',
  'interactions',
  'feedback',
  'purchases',
  'complaints',
  'points',
  'satisfaction_now',
  'episodes',
  'first_contact_resolution',
  'deliveries',
  'handling_times',
  'promises',
  'call_backs',
  'promises_kept',
];

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase(migrations);
});
afterAll(() => database.drop());

describe('what an analyst finds', () => {
  it('are views of stable names, each of them and each of their columns commented', async () => {
    const { rows } = await database.pool.query<{ view: string; uncommented: string[] | null }>(
      `select c.relname as view, array_agg(a.attname) filter (where col_description(c.oid, a.attnum) is null) as uncommented
       from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0
       where c.relnamespace = 'analytics'::regnamespace and obj_description(c.oid) is not null group by c.relname`,
    );
    expect(rows.map(({ view }) => view)).toEqual(expect.arrayContaining(VIEWS));
    expect(rows.filter(({ uncommented }) => uncommented !== null)).toEqual([]);
    const { rows: all } = await database.pool.query(
      `select from pg_class where relnamespace = 'analytics'::regnamespace`,
    );
    expect(all).toHaveLength(rows.length);
  });

  it('can be read by the role analyst, who reads and changes nothing else', async () => {
    const client = await database.pool.connect();
    try {
      await client.query('set role analyst');
      for (const view of VIEWS) await client.query(`select * from analytics.${view} limit 1`);
      for (const statement of [
        'select from facts.purchases',
        'select from messaging.events',
        'delete from facts.purchases',
        'create table analytics.mine (id integer)',
      ]) {
        await expect(client.query(statement)).rejects.toThrow('permission denied');
      }
    } finally {
      await client.query('reset role');
      client.release();
    }
  });
});
