import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { testDatabase, type TestDatabase } from '@rapport/testing';
import { Lease } from '../lease.ts';
import { quiet } from '../quiet.ts';
import { balances, balancesFor, type AppRole } from './balances.fixture.ts';
import { Builder } from './builder.ts';
import { openBuilds } from './builds.ts';
import { isRebuildable } from './target.ts';

let database: TestDatabase;
let role: AppRole;
beforeAll(async () => {
  database = await testDatabase();
  role = await balancesFor(database);
});
afterAll(async () => {
  await role.drop();
  await database.drop();
});

/** The lease comes only when its holder has brought the build to its end. */
class LateLease extends Lease {
  override async hold(): Promise<'taken' | 'kept' | 'other'> {
    await database.pool.query(`select messaging.end_build('build_balances_of_all')`);
    await database.pool.query(`update messaging.builds set stage = 'done', ended_at = now()`);
    return super.hold();
  }
}

it('a build that has come to its end while its lease was waited for is left as it is', async () => {
  const { pool, url } = database;
  await pool.query(
    `insert into messaging.builds (projection, version, origin, only_verify, accepted, requested_by, stage)
     values ('balances-of-all', 1, 'kafka', false, false, 'spec', 'marking')`,
  );
  expect(await openBuilds(pool)).toHaveLength(1);
  const builder = new Builder({
    pool,
    database: url,
    service: 'analytics',
    brokers: [],
    topicPrefix: '',
    projections: [balances()].filter(isRebuildable),
    lease: new LateLease(pool, 'rebuild'),
    reached: async () => undefined,
    log: quiet,
  });
  expect(await builder.step()).toBe(false);
  const { rows } = await pool.query('select stage, note from messaging.builds');
  expect(rows).toEqual([{ stage: 'done', note: null }]);
});
