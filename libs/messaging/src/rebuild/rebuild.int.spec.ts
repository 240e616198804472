import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { eventually, testDatabase, testTopics, type TestDatabase } from '@rapport/testing';
import { randomUUID } from 'node:crypto';
import type { RunnableProjection } from '../handlers.ts';
import { boundsOf } from '../kafka.ts';
import type { Messaging } from '../messaging.ts';
import { tally } from '../tally.fixture.ts';
import { withTopics } from '../topics.ts';
import { balances, balancesFor, logAddedUp, POISON, rowsOf, type AppRole } from './balances.fixture.ts';
import type { Build, BuildWish, Stage } from './builds.ts';
import { caughtUp, startKeeper } from './keeper.fixture.ts';

const NAME = 'balances-of-all';
const WISH: BuildWish = { onlyVerify: false, acceptDifferences: false };

describe('a read model that is built anew', () => {
  const customers = Array.from({ length: 40 }, () => randomUUID());
  let database: TestDatabase;
  let role: AppRole;
  let topics: Awaited<ReturnType<typeof testTopics>>;
  let messaging: Messaging;
  const marked: string[] = [];
  let mended = false;

  const start = async (projection: RunnableProjection = balances({ marked, mended: () => mended })): Promise<void> => {
    messaging = await startKeeper(role.url, topics, projection);
  };
  beforeAll(async () => {
    [database, topics] = await Promise.all([testDatabase(), testTopics()]);
    role = await balancesFor(database);
  });
  beforeEach(async () => {
    marked.length = 0;
    mended = false;
    await start();
  });
  afterEach(() => messaging.stop());
  afterAll(async () => {
    await topics.remove();
    await role.drop();
    await database.drop();
  });

  const add = async (customerId: string, by: number): Promise<void> => {
    await messaging.handle(
      tally,
      randomUUID(),
      { type: 'Add', customerId, by },
      { subject: customerId, actor: 'spec' },
    );
  };
  const addSome = async (n: number): Promise<void> => {
    for (let i = 0; i < n; i += 50)
      await Promise.all(
        Array.from({ length: 50 }, (_, j) => add(customers[(i + j) % customers.length] ?? '', (i + j) % 7)),
      );
  };
  const build = async (): Promise<Build | null> => (await messaging.rebuilds.list())[0]?.build ?? null;
  const reaches = (stage: Stage): Promise<Build> =>
    eventually(async () => {
      const now = await build();
      expect({ stage: now?.stage, note: now?.note }).toEqual({ stage, note: null });
      if (!now) throw new Error('there is no build');
      return now;
    });
  const schemas = async (): Promise<string[]> =>
    (
      await database.pool.query<{ name: string }>(
        `select nspname as name from pg_namespace where nspname like 'build%'`,
      )
    ).rows.map(({ name }) => name);
  /** All that the swap must not change: rights, comments, indexes, triggers, partitions, and the number of a view. */
  const structure = async (): Promise<unknown[]> =>
    (
      await database.pool.query(
        `select c.relname, c.relkind, c.relacl::text, c.reloptions, c.relispartition, pg_get_expr(c.relpartbound, c.oid) as bound,
           case when c.relkind = 'v' then c.oid end as oid, obj_description(c.oid, 'pg_class') as comment,
           pg_get_viewdef(c.oid) as view, (select array_agg(col_description(c.oid, a.attnum) order by a.attnum) from pg_attribute a
             where a.attrelid = c.oid and a.attnum > 0) as columns,
           (select array_agg(pg_get_triggerdef(t.oid)) from pg_trigger t where t.tgrelid = c.oid and not tgisinternal) as triggers,
           (select array_agg(pg_get_constraintdef(k.oid) order by k.conname) from pg_constraint k where k.conrelid = c.oid) as constraints
         from pg_class c where c.relnamespace = 'app'::regnamespace order by c.relname`,
      )
    ).rows;

  it('under load takes the place of the live one with the same rows, and readers never see fewer than before', async () => {
    await addSome(2000);
    await caughtUp(messaging);
    const before = await structure();
    let reading = true;
    let least = 0;
    let reads = 0;
    const reader = (async () => {
      while (reading) {
        const { rows } = await database.pool.query<{ n: number }>('select sum(n)::int as n from app.rich');
        const n = rows[0]?.n ?? 0;
        if (n < least) throw new Error(`${n} events are shown after ${least}`);
        least = n;
        reads++;
      }
    })();
    let loading = true;
    const load = (async () => {
      while (loading) await addSome(50);
    })();
    expect(await messaging.rebuilds.wish(NAME, WISH, 'spec')).toMatchObject({ stage: 'starting', origin: 'auto' });
    const done = await reaches('done');
    loading = false;
    await load;
    await caughtUp(messaging);
    reading = false;
    await reader;
    expect(reads).toBeGreaterThan(20);
    expect(done).toMatchObject({
      origin: 'kafka',
      verified: [{ table: 'app.balances', onlyLive: 0, differing: 0, onlyBuilt: 0 }],
    });
    expect(await rowsOf(database.pool)).toEqual(await logAddedUp(database.pool));
    expect(await structure()).toEqual(before);
    expect(await schemas()).toEqual([]);
    expect(marked).toEqual([]);
  });

  it('waits for whoever began to read before, and for those who read these tables: both see the old rows to their end', async () => {
    await addSome(50);
    await caughtUp(messaging);
    const reader = await database.pool.connect();
    const total = async (): Promise<unknown> =>
      (await reader.query('select sum(n) as n, max(value) as value from app.rich')).rows;
    await reader.query('begin isolation level repeatable read');
    await reader.query('select 1');
    await messaging.rebuilds.wish(NAME, WISH, 'spec');
    await eventually(
      async () => expect((await build())?.note).toMatch('waits for the transactions of backends'),
      30_000,
    );
    const seen = await total();
    await addSome(50);
    expect(await total()).toEqual(seen);
    await reader.query('commit');
    await reader.query('begin');
    await total();
    await eventually(async () => expect((await build())?.note).toBe('waits for a moment without readers'));
    await reader.query('commit');
    reader.release();
    await reaches('done');
    await caughtUp(messaging);
    expect(await rowsOf(database.pool)).toEqual(await logAddedUp(database.pool));
  });

  it('shows what differs and waits; accepted, it takes the place, and whose rows have changed are marked', async () => {
    await addSome(50);
    await caughtUp(messaging);
    const [wrong = ''] = customers;
    await database.pool.query('update app.balances set value = value + 1 where customer = $1', [wrong]);
    await messaging.rebuilds.wish(NAME, WISH, 'spec');
    const { verified } = await reaches('differs');
    expect(verified).toMatchObject([
      { differing: 1, onlyLive: 0, onlyBuilt: 0, examples: [{ key: expect.stringContaining(wrong) }] },
    ]);
    const [example] = verified?.[0]?.examples ?? [];
    expect(Object.keys(example?.live ?? {}).sort()).toEqual(['doubled', 'value']);
    await addSome(100);
    await messaging.rebuilds.wish(NAME, { ...WISH, acceptDifferences: true }, 'spec');
    await reaches('done');
    await caughtUp(messaging);
    expect(await rowsOf(database.pool)).toEqual(await logAddedUp(database.pool));
    expect(marked).toEqual([wrong]);
  });

  it('only compared, or given up, leaves the live one as it is', async () => {
    const [wrong = ''] = customers;
    await database.pool.query('update app.balances set n = n + 1 where customer = $1', [wrong]);
    const before = await rowsOf(database.pool);
    await messaging.rebuilds.wish(NAME, { ...WISH, onlyVerify: true }, 'spec');
    expect(await reaches('verified')).toMatchObject({ verified: [{ differing: 1 }], swappedAt: null });
    await messaging.rebuilds.wish(NAME, WISH, 'spec');
    await reaches('differs');
    expect(await messaging.rebuilds.abort(NAME, 'spec')).toMatchObject({ stage: 'aborting' });
    await reaches('aborted');
    expect(await messaging.rebuilds.abort(NAME, 'spec')).toBeUndefined();
    expect(await rowsOf(database.pool)).toEqual(before);
    expect(await schemas()).toEqual([]);
    await database.pool.query('update app.balances set n = n - 1 where customer = $1', [wrong]);
  });

  it('from the facts of the owner is the same as from the topic', async () => {
    await messaging.rebuilds.wish(NAME, { ...WISH, origin: 'facts' }, 'spec');
    await expect(messaging.rebuilds.wish(NAME, { ...WISH, origin: 'kafka' }, 'spec')).rejects.toThrow('under way');
    expect(await reaches('done')).toMatchObject({
      origin: 'facts',
      verified: [{ differing: 0, onlyBuilt: 0, onlyLive: 0 }],
    });
  });

  it('is the same also where the topic was shortened: what it lacks is brought from the owner', async () => {
    await addSome(100);
    await caughtUp(messaging);
    const topic = `${topics.prefix}analytics.events`;
    const client = { brokers: topics.brokers, clientId: 'spec' };
    const { ends } = await boundsOf(client, topic);
    await withTopics(client, present =>
      present.deleteBefore(
        topic,
        ends.map(end => Math.floor(end / 2)),
      ),
    );
    for (const [origin, used] of [
      [undefined, 'facts'],
      ['kafka', 'kafka'],
    ] as const) {
      await messaging.rebuilds.wish(NAME, { ...WISH, origin }, 'spec');
      expect(await reaches('done')).toMatchObject({
        origin: used,
        verified: [{ differing: 0, onlyBuilt: 0, onlyLive: 0 }],
      });
    }
    expect(await rowsOf(database.pool)).toEqual(await logAddedUp(database.pool));
  });

  it('leaves out what is parked, takes back what was tried again meanwhile, and never what was dropped', async () => {
    const [retried, waiting, dropped] = [randomUUID(), randomUUID(), randomUUID()];
    await addSome(50);
    for (const customer of [retried, waiting, dropped]) for (const by of [5, POISON, 7]) await add(customer, by);
    await caughtUp(messaging);
    await eventually(async () => expect(await messaging.parked.summary()).toMatchObject({ events: 6 }));
    const [poison] = await messaging.parked.list({ subject: dropped }, 1);
    await messaging.parked.drop(poison?.id ?? 0, 'spec', 'never');
    // Made to differ, so that it waits: what happens now happens to a build that has left these events out already.
    await database.pool.query('update app.balances set n = n + 1 where customer = $1', [customers[0]]);
    await messaging.rebuilds.wish(NAME, WISH, 'spec');
    expect(await reaches('differs')).toMatchObject({ verified: [{ differing: 1, onlyBuilt: 0, onlyLive: 0 }] });
    mended = true;
    await messaging.parked.retryAll({ subject: retried }, 'spec');
    await add(retried, 3);
    await messaging.parked.retryAll({ subject: dropped }, 'spec');
    await messaging.rebuilds.wish(NAME, { ...WISH, acceptDifferences: true }, 'spec');
    await reaches('done');
    await messaging.parked.retryAll({ subject: waiting }, 'spec');
    await caughtUp(messaging);
    const shown = new Map((await rowsOf(database.pool)).map(row => [Object(row).customer, Object(row).value]));
    expect([retried, waiting, dropped].map(customer => shown.get(customer))).toEqual([28, 25, 12]);
    await messaging.rebuilds.wish(NAME, WISH, 'spec');
    await reaches('done');
  });

  it('whose fold writes elsewhere fails by name and changes nothing; one whose fold was changed is swapped without asking', async () => {
    await messaging.stop();
    await database.pool.query('create table app.elsewhere (n bigint)');
    const careless = balances({ mended: () => true });
    await start({
      ...careless,
      async apply(events, tx, building) {
        await careless.apply(events, tx, building);
        await tx.query('insert into app.elsewhere values (1)');
      },
    });
    await messaging.rebuilds.wish(NAME, WISH, 'spec');
    await eventually(async () =>
      expect(await build()).toMatchObject({ stage: 'failed', note: expect.stringContaining('writes app.elsewhere') }),
    );
    expect((await database.pool.query('select from app.elsewhere')).rowCount).toBe(0);
    await messaging.stop();
    await start(balances({ version: 2, factor: 10, marked, mended: () => true }));
    expect(await messaging.rebuilds.list()).toMatchObject([{ version: 2, foldedVersion: 1 }]);
    await messaging.rebuilds.wish(NAME, WISH, 'spec');
    expect(await reaches('done')).toMatchObject({ version: 2 });
    expect(await messaging.rebuilds.list()).toMatchObject([{ version: 2, foldedVersion: 2 }]);
    expect(new Set(marked).size).toBeGreaterThan(customers.length - 5);
    const { rows } = await database.pool.query<{ n: number }>(
      'select count(*) as n from app.balances where value <> 0',
    );
    const factor = await database.pool.query<{ sum: number }>('select sum(value) as sum from app.balances');
    expect(rows[0]?.n).toBeGreaterThan(30);
    const log = await database.pool.query<{ sum: number }>(
      `select sum((payload->>'value')::float8) as sum from messaging.events e
       where not exists (select from messaging.parked p where p.event_id = e.id::text)`,
    );
    expect(factor.rows[0]?.sum).toBe((log.rows[0]?.sum ?? 0) * 10);
  });
});
