import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { testDatabase, testStack, type TestDatabase } from '@rapport/testing';
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { CommandStore } from './commands.ts';
import { tellErased } from './erasing.ts';
import { createMessaging, type Messaging } from './messaging.ts';
import { quiet } from './quiet.ts';
import { tally } from './tally.fixture.ts';

describe('erasing what is personal', () => {
  let database: TestDatabase;
  let messaging: Messaging;
  let store: CommandStore;

  beforeAll(async () => {
    database = await testDatabase();
    await database.pool.query('create table kept (id uuid primary key, customer uuid not null, words text)');
    const { brokers } = await testStack();
    messaging = createMessaging({
      service: 'analytics',
      database: database.url,
      brokers,
      deciders: [tally],
      projections: [],
      policies: [],
      personal: { tables: { kept: 'customer' } },
      log: quiet,
    });
    store = { pool: database.pool, service: 'analytics', claimsSecret: 's', written: () => undefined };
  });
  afterAll(async () => {
    await messaging.stop();
    await database.drop();
  });

  const say = (subject: string, words?: string, more: { claim?: string; stream?: string } = {}) =>
    messaging.handle(
      tally,
      more.stream ?? randomUUID(),
      {
        type: 'Add',
        customerId: subject,
        by: 1,
        ...(words !== undefined && { words }),
        ...(more.claim !== undefined && { claim: more.claim }),
      },
      { subject, actor: 'a', key: { caller: 'a', value: randomUUID(), bodyHash: 'h' } },
    );
  const count = async (table: string, of: string, column = 'subject'): Promise<number> => {
    const { rows } = await database.pool.query<{ n: number }>(
      `select count(*) as n from ${table} where ${column}::text = $1`,
      [of],
    );
    return rows[0]?.n ?? 0;
  };
  const answers = async (subject: string): Promise<object[]> =>
    (await messaging.events(subject, 0, 200))
      .filter(({ type }) => type === 'ErasedFromAnalytics')
      .map(({ data }) => data);

  it('removes values, claims, keys and rows of one customer, and leaves its facts and everybody else', async () => {
    const [ana, ben] = [randomUUID(), randomUUID()];
    for (const subject of [ana, ben]) {
      await say(subject, 'private', { claim: `name of ${subject}` });
      await say(subject, 'and more');
      await database.pool.query('insert into kept values ($1, $2, $3)', [randomUUID(), subject, 'here']);
    }
    const erasureId = randomUUID();
    await messaging.erasing.erase([ana], erasureId);
    for (const [subject, left] of [
      [ana, 0],
      [ben, 1],
    ] as const) {
      expect(await count('messaging.personal', subject)).toBe(2 * left);
      expect(await count('messaging.claims', subject)).toBe(left);
      expect(await count('kept', subject, 'customer')).toBe(left);
      expect(await messaging.events(subject, 0, 10)).toHaveLength(2);
    }
    await say(ben, undefined, { claim: `name of ${ana}` });
    const { rows } = await database.pool.query(
      `select count(*) as n from messaging.idempotency k join messaging.events e on e.stream = k.stream where e.aggregateid = $1`,
      [ana],
    );
    expect(rows).toEqual([{ n: 0 }]);
    await tellErased(store, 'analytics');
    expect(await answers(ana)).toEqual([{ customerId: ana, erasureId, removed: 4 }]);
  });

  it('refuses personal values of the erased from then on, and takes facts', async () => {
    const ana = randomUUID();
    await messaging.erasing.erase([ana], randomUUID());
    await expect(say(ana, 'private')).rejects.toMatchObject({ slug: 'customer-erased' });
    await say(ana);
    const many = await messaging.handleMany(
      tally,
      ['private', undefined].map(words => ({
        id: randomUUID(),
        command: { type: 'Add' as const, customerId: ana, by: 1, ...(words !== undefined && { words }) },
        context: { subject: ana, actor: 'a' },
      })),
    );
    expect(many.map(({ ok }) => ok)).toEqual([false, true]);
    expect(await count('messaging.personal', ana)).toBe(0);
  });

  it('answers once for each erasure, also when it broke off between telling and noting that', async () => {
    const [ana, erasureId] = [randomUUID(), randomUUID()];
    await messaging.erasing.erase([ana], erasureId);
    await tellErased(store, 'analytics');
    await database.pool.query('update messaging.erasures set told_at = null where subject = $1', [ana]);
    await tellErased(store, 'analytics');
    await messaging.erasing.erase([ana], erasureId);
    await tellErased(store, 'analytics');
    expect(await answers(ana)).toEqual([{ customerId: ana, erasureId, removed: 0 }]);
  });

  it('lets nothing pass that is written at the same moment', async () => {
    for (let round = 0; round < 8; round++) {
      const ana = randomUUID();
      const streams = Array.from({ length: 6 }, () => randomUUID());
      const writing = streams.map(async (stream, n) => {
        for (let i = 0; i < 8; i++) {
          await sleep(Math.random() * 2 * n);
          await say(ana, `word ${i}`, { stream }).catch((error: unknown) =>
            expect(error).toMatchObject({ slug: 'customer-erased' }),
          );
        }
      });
      await sleep(Math.random() * 15);
      await messaging.erasing.erase([ana], randomUUID());
      await Promise.all(writing);
      expect(await count('messaging.personal', ana)).toBe(0);
    }
  });
});
