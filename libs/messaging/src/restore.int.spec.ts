import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { PARTITIONS } from '@rapport/contracts';
import { eventually, killScripts, startScript, type TestDatabase } from '@rapport/testing';
import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { fromMessage } from './cloud-event.ts';
import { handleMany } from './commands.ts';
import { ConflictError, UnavailableError } from './errors.ts';
import { boundsOf, partitionOf } from './kafka.ts';
import type { Messaging } from './messaging.ts';
import { holdsOn, write, type Add } from './held.fixture.ts';
import { adding, openGround, published, reconcile, type Ground } from './restored.fixture.ts';
import { writeTo } from './relay-pause.ts';
import { tally } from './tally.fixture.ts';
import { withTopics } from './topics.ts';

let ground: Ground;
beforeEach(async () => {
  ground = await openGround();
});
afterEach(() => {
  killScripts();
  return ground.remove();
});

const holds = (messaging: Messaging, database: TestDatabase, acknowledged: readonly string[]): Promise<void> =>
  holdsOn(ground, messaging, database, acknowledged);

describe('a service whose database was restored to an earlier moment', () => {
  const [ana, ben, cleo] = [randomUUID(), randomUUID(), randomUUID()];

  /** Work, a copy, more work that is published, and the loss of the database. */
  const lose = async (after: readonly Add[]): Promise<{ restored: TestDatabase; acknowledged: string[] }> => {
    const first = await ground.start(ground.database);
    const early = await write(first, [adding(ana, ana), adding(ben, ben), adding(ana)]);
    await published(first);
    await ground.stop();
    const restored = await ground.copy();
    const second = await ground.start(ground.database);
    const late = await write(second, after);
    await published(second);
    await ground.stop();
    return { restored, acknowledged: [...early, ...late] };
  };
  const work = [
    adding(ana, ana, { by: 5 }),
    adding(ben, ben, { claim: 'ben' }),
    adding(cleo, cleo, { words: 'hush' }),
    ...Array.from({ length: 40 }, (_, i) => adding([ana, ben, cleo][i % 3] ?? ana)),
  ];

  it('writes and publishes nothing, and says which command repairs it', async () => {
    const { restored } = await lose(work);
    const messaging = await ground.start(restored);
    await expect(write(messaging, [adding(ana)])).rejects.toThrow(UnavailableError);
    await eventually(() => expect(messaging.ready().join()).toContain('restored to an earlier moment'));
    expect(messaging.ready().join()).toContain('./rapport reconcile analytics');
    expect(await messaging.figures()).toMatchObject({ outbox: 0, agrees: 0 });
    expect(await messaging.reconciling.survey()).toMatchObject({
      state: 'ahead',
      complete: true,
      events: 43,
      subjects: 3,
      streams: 43,
      firstPosition: 4,
      conflicts: [],
    });
    const { rows } = await restored.pool.query('select from messaging.events');
    expect(rows).toHaveLength(3);
  });

  it('has every acknowledged event after the repair, folded, numbered on and readable, under a higher epoch', async () => {
    const { restored, acknowledged } = await lose(work);
    const messaging = await ground.start(restored);
    const steps = await reconcile(messaging);
    expect(steps.at(-1)).toMatchObject({ state: 'agrees', events: 43 });
    const more = await write(messaging, [adding(ana, ana), adding(cleo, cleo), adding(cleo)]);
    await holds(messaging, restored, [...acknowledged, ...more]);
    const epochs = (await ground.told())
      .slice()
      .sort((a, b) => fromMessage(a).position - fromMessage(b).position)
      .map(message => message.headers.ce_epoch);
    expect(epochs).toEqual([...Array<string>(46).fill('1'), '2', '2', '2']);
    expect(await reconcile(messaging)).toEqual([{ state: 'agrees', done: 0, total: 0, events: 0 }]);
  });

  it('names the streams whose personal values people have to look through', async () => {
    const { restored } = await lose(work);
    const messaging = await ground.start(restored);
    await reconcile(messaging);
    const streams = await messaging.reconciling.takenBack(100);
    expect(streams).toHaveLength(43);
    expect(streams.find(({ stream }) => stream === `tally-${ana}`)).toMatchObject({ fromVersion: 2, toVersion: 2 });
    expect(streams.find(({ stream }) => stream === `tally-${cleo}`)).toMatchObject({ personal: false, subject: cleo });
    expect((await messaging.reconciling.takenBack(2, streams[0]?.stream)).map(({ stream }) => stream)).toEqual(
      streams.slice(1, 3).map(({ stream }) => stream),
    );
  });

  it('is repaired by a second try where the process was killed in the middle of the first', async () => {
    const { restored, acknowledged } = await lose(work);
    const many = await ground.start(ground.database);
    const bulk = Array.from({ length: 5_000 }, () => adding(ana));
    for (let i = 0; i < bulk.length; i += 500) await many.handleMany(tally, bulk.slice(i, i + 500));
    await published(many);
    await ground.stop();
    const orders = { database: restored.url, brokers: ground.brokers, topicPrefix: ground.prefix };
    const { child, ended } = startScript(new URL('./reconcile.fixture.ts', import.meta.url), orders);
    const done = async (): Promise<number> => {
      const { rows } = await restored.pool.query<{ n: number }>('select count(*) as n from messaging.events');
      return rows[0]?.n ?? 0;
    };
    await eventually(async () => expect(await done()).toBeGreaterThan(1_000), 60_000, 5);
    child.kill('SIGKILL');
    expect(await ended).toBe('SIGKILL');
    expect(await done()).toBeLessThan(5_000);
    const messaging = await ground.start(restored);
    await expect(write(messaging, [adding(ana)])).rejects.toThrow(UnavailableError);
    expect((await reconcile(messaging)).at(-1)).toMatchObject({ state: 'agrees', events: 5_043 });
    await write(messaging, [adding(ana, ana)]);
    await published(messaging);
    const { rows } = await restored.pool.query<{ n: number; last: number; streams: number }>(
      `select count(*) as n, (select last from messaging.seq where subject = $1) as last,
         (select count(*) from messaging.streams) as streams from messaging.events where aggregateid = $1`,
      [ana],
    );
    expect(rows[0]?.n).toBe(rows[0]?.last);
    expect(rows[0]?.streams).toBe(new Set([...acknowledged, ...bulk.map(({ id }) => id)]).size);
  });

  it('is noticed by a process that goes on while its database is exchanged, before it writes', async () => {
    const messaging = await ground.start(ground.database);
    await write(messaging, work);
    await published(messaging);
    const earlier = await ground.copy();
    const late = await write(messaging, [adding(ana), adding(ana), adding(ben)]);
    await published(messaging);
    await ground.exchange(earlier);
    const refused: unknown[] = [];
    for (const until = Date.now() + 3_000; Date.now() < until;)
      await write(messaging, [adding(ana), adding(cleo)]).catch((error: unknown) => refused.push(error));
    expect(refused.at(-1)).toBeInstanceOf(UnavailableError);
    const { rows } = await ground.database.pool.query('select from messaging.events');
    expect(rows).toHaveLength(work.length);
    await reconcile(messaging);
    await holds(messaging, ground.database, late);
  });

  it('is left alone where the database has written since it was restored: people have to choose', async () => {
    const { restored } = await lose(work);
    const store = { pool: restored.pool, service: 'analytics', claimsSecret: 's', written: () => undefined };
    await handleMany(store, tally, [adding(ana)]);
    const messaging = await ground.start(restored);
    await expect(messaging.reconciling.step('spec')).rejects.toThrow(ConflictError);
    const survey = await messaging.reconciling.survey();
    expect(survey).toMatchObject({
      state: 'diverged',
      conflicts: expect.arrayContaining([expect.objectContaining({ position: 4 })]),
    });
    const { rows } = await restored.pool.query('select from messaging.events');
    expect(rows).toHaveLength(4);
    expect((await messaging.figures()).outbox).toBe(1);
  });

  it('writes to as many partitions as before it was restored, where some were added since the copy', async () => {
    const first = await ground.start(ground.database);
    await write(first, [adding(ana, ana)]);
    await published(first);
    await ground.stop();
    const restored = await ground.copy();
    await withTopics({ brokers: ground.brokers, clientId: 'spec' }, topics =>
      topics.addPartitions([ground.topic], 2 * PARTITIONS),
    );
    await writeTo(ground.database.pool, 2 * PARTITIONS);
    const second = await ground.start(ground.database);
    const since = Array.from({ length: 40 }, () => adding(randomUUID()));
    const late = await write(second, since);
    await published(second);
    await ground.stop();
    const messaging = await ground.start(restored);
    await reconcile(messaging);
    const more = await write(
      messaging,
      since.map(({ context }) => adding(context.subject)),
    );
    await holds(messaging, restored, [...late, ...more]);
    for (const { key, partition } of await ground.told())
      if (key !== ana) expect(partition).toBe(partitionOf(key, 2 * PARTITIONS));
  });

  it('is built again from nothing where no copy of the database is left', async () => {
    const { acknowledged } = await lose(work);
    await ground.database.pool.query(
      `truncate messaging.events, messaging.outbox, messaging.seq, messaging.streams, messaging.positions, messaging.sequences, sums;
       alter sequence messaging.events_position_seq restart; update messaging.log set topic_id = null`,
    );
    const messaging = await ground.start(ground.database);
    await reconcile(messaging);
    await holds(messaging, ground.database, acknowledged);
  });
});

describe('any history, restored to any moment of it', () => {
  const customers = [randomUUID(), randomUUID(), randomUUID()];
  const streams = Array.from({ length: 6 }, () => randomUUID());
  const command = fc.record({ stream: fc.nat(5), by: fc.integer({ min: 1, max: 9 }), ring: fc.boolean() });
  const history = fc.record({
    before: fc.array(command, { maxLength: 25 }),
    after: fc.array(command, { maxLength: 25 }),
  });
  const toCommand = ({ stream, by, ring }: { stream: number; by: number; ring: boolean }): Add => {
    const customer = customers[stream % 3] ?? '';
    const rest = ring ? { type: 'RingAt' as const, at: '2030-01-01T00:00:00.000Z' } : { by };
    return adding(customer, streams[stream], rest);
  };

  it('goes on as if nothing had been', async () => {
    await fc.assert(
      fc.asyncProperty(history, async ({ before, after }) => {
        const own = await openGround();
        ground = own;
        try {
          const first = await own.start(own.database);
          for (const each of before) await write(first, [toCommand(each)]);
          await own.stop();
          const restored = await own.copy();
          const second = await own.start(own.database);
          for (const each of after) await write(second, [toCommand(each)]);
          await published(second);
          await own.stop();
          const third = await own.start(restored);
          await reconcile(third);
          const more = await write(third, [adding(customers[0] ?? '', streams[0])]);
          await holds(third, restored, more);
        } finally {
          await own.remove();
        }
      }),
      { numRuns: 4, endOnFailure: true },
    );
    ground = await openGround();
  });
});

describe('a service whose topic was made anew', () => {
  const [ana, ben] = [randomUUID(), randomUUID()];
  const lose = async (): Promise<string[]> => {
    const messaging = await ground.start(ground.database);
    const ids = await write(messaging, [
      adding(ana, ana),
      adding(ben, ben),
      ...Array.from({ length: 30 }, () => adding(ana)),
    ]);
    await published(messaging);
    await eventually(async () => {
      const { rows } = await ground.database.pool.query<{ n: number }>('select sum(n)::bigint as n from sums');
      expect(rows[0]?.n).toBe(32);
    });
    await ground.stop();
    await ground.makeTopicsAnew();
    return ids;
  };

  it('goes on writing and publishes nothing until all is published again, under the same numbers', async () => {
    const ids = await lose();
    const messaging = await ground.start(ground.database);
    await eventually(() => expect(messaging.ready().join()).toContain('./rapport reconcile analytics'));
    const more = await write(messaging, [adding(ana, ana)]);
    expect(await messaging.reconciling.survey()).toMatchObject({ state: 'behind', complete: true, firstPosition: 1 });
    expect(await ground.told()).toEqual([]);
    await reconcile(messaging);
    await holds(messaging, ground.database, [...ids, ...more]);
    expect(await reconcile(messaging)).toMatchObject([{ state: 'agrees' }]);
  });

  it('publishes nothing where the queueing was begun and not ended', async () => {
    await lose();
    await ground.database.pool.query(
      `insert into messaging.reconciliations (direction, topic_id, started_by, starts, nexts, ends, partitions)
       select 'behind', '', 'spec', '{0}', '{3}', '{32}', '{0,1,2,3,4,5,6,7}'; insert into messaging.outbox values (1), (2), (3)`,
    );
    const messaging = await ground.start(ground.database);
    await eventually(() => expect(messaging.ready().join()).toContain('begun and is not finished'));
    expect(await ground.told()).toEqual([]);
    await reconcile(messaging);
    await holds(messaging, ground.database, []);
  });

  it('is told to make it anew where it is the same topic with its end cut off', async () => {
    await lose();
    const messaging = await ground.start(ground.database);
    await eventually(() => expect(messaging.ready().join()).toContain('made anew'));
    await ground.stop();
    const { id } = await boundsOf({ brokers: ground.brokers, clientId: 'spec' }, ground.topic);
    await ground.database.pool.query('update messaging.log set topic_id = $1', [id]);
    const again = await ground.start(ground.database);
    await expect(again.reconciling.step('spec')).rejects.toThrow('its end was cut off');
    await ground.stop();
    await ground.makeTopicsAnew();
    const last = await ground.start(ground.database);
    await reconcile(last);
    await holds(last, ground.database, [ana, ben]);
  });
});

it('a service whose log and topic agree goes on', async () => {
  const customer = randomUUID();
  const first = await ground.start(ground.database);
  await write(first, [adding(customer)]);
  await published(first);
  await ground.stop();
  const second = await ground.start(ground.database);
  await write(second, [adding(customer)]);
  await published(second);
  await eventually(() => expect(second.ready()).toEqual([]));
  expect(await second.reconciling.survey()).toEqual({ state: 'agrees', complete: true });
});
