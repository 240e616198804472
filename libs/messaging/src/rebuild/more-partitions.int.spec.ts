import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { eventTopic, PARTITIONS } from '@rapport/contracts';
import { eventually, testDatabase, testTopics, type TestDatabase } from '@rapport/testing';
import { randomUUID } from 'node:crypto';
import { withTopics } from '../topics.ts';
import type { Messaging } from '../messaging.ts';
import { pauseRelay, relayRests, resumeRelay, writeTo } from '../relay-pause.ts';
import { tally } from '../tally.fixture.ts';
import { balances, balancesFor, logAddedUp, rowsOf, type AppRole } from './balances.fixture.ts';
import type { BuildWish, Stage } from './builds.ts';
import { caughtUp, startKeeper } from './keeper.fixture.ts';

const NAME = 'balances-of-all';
const WISH: BuildWish = { onlyVerify: false, acceptDifferences: false };

describe('a read model that is built anew while its topics are given more partitions', () => {
  const customers = Array.from({ length: 40 }, () => randomUUID());
  let database: TestDatabase;
  let role: AppRole;
  let topics: Awaited<ReturnType<typeof testTopics>>;
  let messaging: Messaging;

  beforeAll(async () => {
    [database, topics] = await Promise.all([testDatabase(), testTopics()]);
    role = await balancesFor(database);
    messaging = await startKeeper(role.url, topics, balances());
  });
  afterAll(async () => {
    await messaging.stop();
    await topics.remove();
    await role.drop();
    await database.drop();
  });

  const addSome = async (): Promise<void> => {
    for (const by of [1, 2, 3])
      await Promise.all(
        customers.map(customerId =>
          messaging.handle(
            tally,
            randomUUID(),
            { type: 'Add', customerId, by },
            { subject: customerId, actor: 'spec' },
          ),
        ),
      );
  };
  const reaches = (stage: Stage): Promise<void> =>
    eventually(async () => {
      const [{ build } = { build: null }] = await messaging.rebuilds.list();
      expect({ stage: build?.stage, note: build?.note }).toEqual({ stage, note: null });
    });
  /** As `./rapport partitions` does it, with one service. */
  const widen = async (partitions: number): Promise<void> => {
    const { pool } = database;
    const topic = eventTopic('analytics', topics.prefix);
    await pauseRelay(pool);
    await eventually(async () => expect(await relayRests(pool)).toBe(true));
    await eventually(async () => expect(await messaging.figures()).toMatchObject({ lag: 0 }));
    await withTopics({ brokers: topics.brokers, clientId: 'spec' }, present =>
      present.addPartitions([topic], partitions),
    );
    await writeTo(pool, partitions);
    await resumeRelay(pool);
  };
  /** How many events the live one has read from the partitions that were added. */
  const readFromAdded = async (from: number): Promise<number> => {
    const { rows } = await database.pool.query<{ n: number }>(
      'select coalesce(sum(next_offset), 0)::int as n from messaging.positions where partition >= $1',
      [from],
    );
    return rows[0]?.n ?? 0;
  };

  it('reads those too where it had begun before, and takes the place of the live one', async () => {
    await addSome();
    await caughtUp(messaging);
    // Made to differ, so that it waits: what happens now happens to a build that is under way.
    await database.pool.query('update app.balances set n = n + 1 where customer = $1', [customers[0]]);
    await messaging.rebuilds.wish(NAME, WISH, 'spec');
    await reaches('differs');
    await widen(2 * PARTITIONS);
    await addSome();
    await eventually(async () => expect(await readFromAdded(PARTITIONS)).toBeGreaterThan(0));
    await caughtUp(messaging);
    await messaging.rebuilds.wish(NAME, { ...WISH, acceptDifferences: true }, 'spec');
    await reaches('done');
    await caughtUp(messaging);
    expect(await rowsOf(database.pool)).toEqual(await logAddedUp(database.pool));
  }, 180_000);

  it('reads what was written before from where it lay, and then what follows, where it begins afterwards', async () => {
    await addSome();
    await caughtUp(messaging);
    await messaging.rebuilds.wish(NAME, { ...WISH, origin: 'kafka' }, 'spec');
    await reaches('done');
    await caughtUp(messaging);
    expect(await rowsOf(database.pool)).toEqual(await logAddedUp(database.pool));
  }, 180_000);
});
