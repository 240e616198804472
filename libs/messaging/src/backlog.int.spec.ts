import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startKafka, type Stack } from '@rapport/local';
import { eventually, testDatabase, type TestDatabase } from '@rapport/testing';
import { randomUUID } from 'node:crypto';
import { Backlog } from './backlog.ts';
import { UnavailableError } from './errors.ts';
import { createMessaging, type Messaging } from './messaging.ts';
import { quiet } from './quiet.ts';
import { sums, SUMS_TABLE } from './sums.fixture.ts';
import { tally } from './tally.fixture.ts';

const MARK = 400;
const WRITERS = 20;

describe('how much waits to be published', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await testDatabase();
  });
  afterAll(() => database.drop());

  const waiting = (positions: string) =>
    database.pool.query(`truncate messaging.outbox; insert into messaging.outbox ${positions}`);

  it('is refused from the mark on, and taken again only when half of it has gone', async () => {
    const backlog = new Backlog(database.pool, 100);
    const refusingAt = async (first: number, last: number) => {
      await waiting(`select generate_series(${first}, ${last})`);
      await backlog.measure();
      return backlog.refusing;
    };
    expect([await refusingAt(1, 99), await refusingAt(1, 100)]).toEqual([false, true]);
    expect([await refusingAt(2, 100), await refusingAt(50, 100), await refusingAt(51, 100)]).toEqual([
      true,
      true,
      false,
    ]);
    backlog.add(49);
    expect(backlog.refusing).toBe(false);
    backlog.add(1);
    expect(() => backlog.admit()).toThrow(UnavailableError);
  });

  it('is no more than what is there, however far apart: an early position may come late', async () => {
    await waiting(`select unnest('{1,1000000,2000000}'::bigint[])`);
    const backlog = new Backlog(database.pool, 4);
    await backlog.measure();
    expect(backlog.refusing).toBe(false);
  });
});

describe('while Kafka is away', () => {
  let kafka: Stack;
  let database: TestDatabase;
  let messaging: Messaging;
  const customers = Array.from({ length: 10 }, () => randomUUID());
  const acknowledged = new Map<string, string>();
  const refused = new Map<string, string>();

  beforeAll(async () => {
    const ports = { kafka: 4792, kafkaController: 4793 };
    [database, kafka] = await Promise.all([testDatabase(), startKafka({ dir: '.rapport/backlog', ports })]);
    await database.pool.query(SUMS_TABLE);
    messaging = createMessaging({
      service: 'analytics',
      database: database.url,
      brokers: kafka.brokers,
      deciders: [tally],
      projections: [sums],
      policies: [],
      backlogMark: MARK,
      log: quiet,
    });
    await messaging.start();
    await eventually(() => expect(messaging.ready()).toEqual([]));
  });
  afterAll(async () => {
    await messaging.stop();
    await kafka.stop({ purge: true });
    await database.drop();
  });

  const write = async (id: string, customer: string): Promise<boolean> => {
    const command = { type: 'Add', customerId: customer, by: 1 } as const;
    try {
      await messaging.handle(tally, id, command, { subject: customer, actor: 'spec', key: keyOf(id) });
      acknowledged.set(id, customer);
      return true;
    } catch (error) {
      expect(error).toBeInstanceOf(UnavailableError);
      refused.set(id, customer);
      return false;
    }
  };
  const keyOf = (id: string) => ({ value: id, caller: 'spec', bodyHash: id });
  const someone = () => customers[Math.floor(Math.random() * customers.length)] ?? '';
  const many = (n: number) =>
    Promise.all(
      Array.from({ length: WRITERS }, async () => {
        for (let i = 0; i < n / WRITERS; i++) await write(randomUUID(), someone());
      }),
    );
  const count = async (what: string): Promise<number> =>
    (await database.pool.query<{ n: number }>(`select count(*)::int as n from ${what}`)).rows[0]?.n ?? 0;

  it('writes are taken up to the mark, then refused before anything is stored; reading goes on', async () => {
    await many(100);
    expect(refused.size).toBe(0);
    await kafka.kill('kafka');
    const before = acknowledged.size;
    await many(2 * MARK);
    expect(acknowledged.size).toBeGreaterThanOrEqual(MARK - before);
    expect(acknowledged.size - before).toBeLessThanOrEqual(MARK + WRITERS);
    expect(refused.size).toBeGreaterThan(0);
    expect(await count('messaging.events')).toBe(acknowledged.size);
    expect(await count('messaging.idempotency')).toBe(acknowledged.size);
    expect(
      await count(`messaging.streams where stream = any('{${[...refused.keys()].map(id => `tally-${id}`)}}')`),
    ).toBe(0);
    const [[id = ''] = []] = acknowledged;
    expect((await messaging.load(tally, id))?.state.value).toBe(1);
    expect(await messaging.figures()).toMatchObject({ refusing: 1, outbox: expect.any(Number), lag: NaN });
    expect(messaging.ready()).toEqual([]);
  });

  it('a hundred thousand refusals leave nothing behind, neither there nor in memory', async () => {
    const rss = process.memoryUsage().rss;
    for (let i = 0; i < 100; i++)
      await Promise.all(
        Array.from({ length: 1000 }, () =>
          messaging
            .handle(
              tally,
              randomUUID(),
              { type: 'Add', customerId: customers[0] ?? '', by: 1 },
              { subject: customers[0] ?? '', actor: 'spec' },
            )
            .catch(() => undefined),
        ),
      );
    expect(process.memoryUsage().rss - rss).toBeLessThan(150_000_000);
    expect(await count('messaging.events')).toBe(acknowledged.size);
  });

  it('what policies asked for waits too', async () => {
    await database.pool.query(
      `insert into messaging.todo (policy, event_id, decider, stream_id, subject, command, occurred_at, imported, hop)
       select 'spec', $1, 'tally', $2, $2, $3, now(), false, 1`,
      [randomUUID(), randomUUID(), { type: 'Add', customerId: randomUUID(), by: 1 }],
    );
    await new Promise(resolve => setTimeout(resolve, 1500));
    expect(await count('messaging.todo where done_at is null')).toBe(1);
  });

  it('when it is back all is published, writes are taken again, and nothing was lost or doubled', async () => {
    await kafka.restart();
    const [[id = '', customer = ''] = []] = refused;
    await eventually(async () => expect(await write(id, customer)).toBe(true));
    await Promise.all(
      [...refused].map(([again, of]) => eventually(async () => expect(await write(again, of)).toBe(true))),
    );
    await eventually(async () => expect(await count('messaging.todo where done_at is null')).toBe(0));
    await eventually(
      async () => expect(await messaging.figures()).toMatchObject({ outbox: 0, lag: 0, refusing: 0 }),
      60_000,
    );
    const { rows } = await database.pool.query<{ customer: string; n: number }>('select customer, n::int from sums');
    const told = new Map(rows.map(({ customer: of, n }) => [of, n]));
    const expected = Map.groupBy(acknowledged.values(), of => of);
    for (const of of customers) expect(told.get(of)).toBe(expected.get(of)?.length);
    expect(await count('messaging.events')).toBe(acknowledged.size + 1);
  });
});
