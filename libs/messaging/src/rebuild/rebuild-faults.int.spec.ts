import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { killScripts, startScript, testDatabase, testTopics, type TestDatabase } from '@rapport/testing';
import { randomUUID } from 'node:crypto';
import type { FailPoint } from '../fail-point.ts';
import { balancesFor, logAddedUp, rowsOf, type AppRole } from './balances.fixture.ts';
import type { RebuilderOrders } from './rebuilder.fixture.ts';

/** A process dies between two steps of a rebuild, while events arrive. Another one takes the build up where it stood. */
describe('a rebuild whose process was killed', () => {
  const customers = Array.from({ length: 30 }, () => randomUUID());
  let database: TestDatabase;
  let role: AppRole;
  let topics: Awaited<ReturnType<typeof testTopics>>;

  beforeAll(async () => {
    [database, topics] = await Promise.all([testDatabase(), testTopics()]);
    role = await balancesFor(database);
  });
  afterAll(async () => {
    killScripts();
    await topics.remove();
    await role.drop();
    await database.drop();
  });

  const run = (dieAt?: FailPoint): Promise<string> => {
    const orders: RebuilderOrders = {
      database: role.url,
      brokers: topics.brokers,
      topicPrefix: topics.prefix,
      customers,
      ...(dieAt && { dieAt }),
    };
    return startScript(new URL('./rebuilder.fixture.ts', import.meta.url), orders).ended;
  };

  it.each<[string, FailPoint]>([
    ['when its tables are there', 'begun'],
    ['in the middle of a batch', 'building'],
    ['when the two were compared', 'compared'],
    ['with the live one held, before they change places', 'swapping'],
    ['when they have changed places', 'swapped'],
    ['when the marks are set', 'marked'],
  ])(
    '%s is taken up by another, and ends with the rows of the log',
    async (_where, dieAt) => {
      await database.pool.query('update app.balances set n = n + 1 where customer = $1', [customers[0]]);
      expect(await run(dieAt)).toBe('SIGKILL');
      // As if the ten seconds were over for which its leases last.
      await database.pool.query('update messaging.leases set expires_at = now()');
      expect(await Promise.all([run(), run()])).toEqual(['done', 'done']);
      expect(await rowsOf(database.pool)).toEqual(await logAddedUp(database.pool));
      const { rows } = await database.pool.query(
        `select (select array_agg(nspname::text) from pg_namespace where nspname like 'build%') as schemas,
         (select array_agg(distinct concat_ws(': ', stage, note)) from messaging.builds) as stages`,
      );
      expect(rows).toEqual([{ schemas: null, stages: ['done'] }]);
    },
    240_000,
  );
});
