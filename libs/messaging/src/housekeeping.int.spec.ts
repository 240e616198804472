import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { analyticsEvents } from '@rapport/contracts';
import { delivery, testDatabase, type TestDatabase } from '@rapport/testing';
import { randomUUID } from 'node:crypto';
import { handleMany, type CommandStore } from './commands.ts';
import { definePolicy } from './handlers.ts';
import { ignoring } from './ignoring.ts';
import { createHousekeeping, STEP } from './housekeeping.ts';
import { tally } from './tally.fixture.ts';

const SIZE = 10_000_000;

const wish = definePolicy({
  name: 'wish',
  from: ['analytics'] as const,
  workOnImported: false,
  on: {
    ...ignoring(analyticsEvents),
    SatisfactionMoved: ({ data, subject }) => [
      { decider: 'tally', id: data.customerId, subject, command: { type: 'Add', customerId: data.customerId, by: 1 } },
    ],
  },
});

describe('keeping house', () => {
  let database: TestDatabase;
  beforeEach(async () => {
    database = await testDatabase();
  });
  afterEach(() => database.drop());

  const count = async (what: string): Promise<number> =>
    (await database.pool.query<{ n: number }>(`select count(*)::int as n from ${what}`)).rows[0]?.n ?? 0;
  const store = (): CommandStore => ({
    pool: database.pool,
    service: 'analytics',
    claimsSecret: 's',
    written: () => undefined,
  });
  const write = (n: number) =>
    handleMany(
      store(),
      tally,
      Array.from({ length: n }, () => {
        const id = randomUUID();
        return { id, command: { type: 'Add', customerId: id, by: 1 }, context: { subject: id, actor: 'spec' } };
      }),
    );
  const oldKeys = (n: number, days: number) =>
    database.pool.query(
      `insert into messaging.idempotency (caller, key, body_hash, stream, sequence, created_at)
       select 'spec', gen_random_uuid(), 'h', 's', 1, now() - $2 * interval '1 day' from generate_series(1, $1)`,
      [n, days],
    );

  it('removes old keys in steps and leaves those that still serve', async () => {
    await oldKeys(2 * STEP + 10, 8);
    await oldKeys(20, 6.9);
    const tidy = createHousekeeping(database.pool);
    const left: number[] = [];
    for (let step = 0; step < 4; step++) {
      await tidy();
      left.push(await count('messaging.idempotency'));
    }
    expect(left).toEqual([STEP + 30, 30, 20, 20]);
  });

  it('removes what policies had done long ago, and nothing that is to be done', async () => {
    await database.pool.query(
      `insert into messaging.todo (policy, event_id, decider, stream_id, subject, command, occurred_at, imported, hop, created_at, done_at)
       select 'spec', gen_random_uuid(), 'tally', 's', 's', '{}', now(), false, 1, now() - interval '90 days',
         case when n % 3 = 0 then null when n % 3 = 1 then now() - interval '29 days' else now() - interval '31 days' end
       from generate_series(1, 30) n`,
    );
    const tidy = createHousekeeping(database.pool);
    for (let step = 0; step < 3; step++) await tidy();
    expect([await count('messaging.todo'), await count('messaging.todo where done_at is null')]).toEqual([20, 10]);
  });

  it('leaves nothing that an event which comes again could do twice', async () => {
    const customerId = randomUUID();
    const event = { type: 'SatisfactionMoved', data: { customerId, value: 7 } } as const;
    const told = { ...event, subject: customerId, id: randomUUID() };
    const deliver = delivery(database.pool, { policies: [wish] });
    await deliver(told);
    await database.pool.query(`update messaging.todo set done_at = now() - interval '31 days'`);
    const tidy = createHousekeeping(database.pool);
    for (let step = 0; step < 3; step++) await tidy();
    expect(await count('messaging.todo')).toBe(0);
    await database.pool.query('update messaging.positions set next_offset = 0');
    await delivery(database.pool, { policies: [wish] })(told);
    expect(await count('messaging.todo')).toBe(0);
  });

  it('begins anew an hour later', async () => {
    let now = 1;
    const tidy = createHousekeeping(database.pool, () => now);
    for (let step = 0; step < 3; step++) await tidy();
    await oldKeys(5, 8);
    await tidy();
    expect(await count('messaging.idempotency')).toBe(5);
    now += 3_600_000;
    await tidy();
    expect(await count('messaging.idempotency')).toBe(0);
  });

  it('makes room for events ahead of time, also while they are written and after a leap: the last partition stays empty', async () => {
    let now = 1;
    const tidy = createHousekeeping(database.pool, () => now);
    for (const position of [SIZE - 20, 2 * SIZE - 20, 7 * SIZE - 20]) {
      await database.pool.query('select messaging.skip_positions($1)', [position]);
      now += 60_000;
      await Promise.all([write(30), tidy(), write(30), write(30)]);
    }
    const { rows } = await database.pool.query<{ place: string; n: number }>(
      'select tableoid::regclass::text as place, count(*)::int as n from messaging.events group by 1 order by 1',
    );
    expect(rows.map(({ place }) => place)).toEqual([0, 1, 2, 6, 7].map(n => `messaging.events_${n}`));
    expect(rows.reduce((sum, { n }) => sum + n, 0)).toBe(270);
    expect(await count('messaging.events_rest')).toBe(0);
    // What was made while the last were written may have been made before them.
    now += 60_000;
    await tidy();
    expect(await count(`pg_class where relname in ('events_8', 'events_9')`)).toBe(2);
  });

  it('needs no rights but those of the service', async () => {
    const role = `app_${randomUUID().replaceAll('-', '')}`;
    await database.pool.query(`create role ${role}; grant usage on schema messaging to ${role}`);
    await database.pool.query(`grant select, insert, update, delete on all tables in schema messaging to ${role}`);
    await database.pool.query(`grant execute on all functions in schema messaging to ${role}`);
    const client = await database.pool.connect();
    await client.query(`set role ${role}`);
    await client.query('select messaging.make_event_partitions()');
    await client.query(`reset role; drop owned by ${role}; drop role ${role}`);
    client.release();
  });
});
