import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { testDatabase, type TestDatabase } from '@rapport/testing';
import { randomUUID } from 'node:crypto';
import { createRetention, keepRules, removalsOf } from './retention.ts';

describe('removing what is past its time', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await testDatabase();
  });
  afterAll(() => database.drop());
  beforeEach(() =>
    database.pool.query('truncate messaging.personal, messaging.retention, messaging.removals, messaging.holds'),
  );

  const put = async (kind: string, values: object, ago: string, subject: string = randomUUID()): Promise<string> => {
    const stream = `${kind}-${randomUUID()}`;
    await database.pool.query(`insert into messaging.personal values ($1, $2, $3, now() - $4::interval)`, [
      stream,
      subject,
      JSON.stringify(values),
      ago,
    ]);
    return stream;
  };
  const valuesOf = async (stream: string): Promise<unknown> =>
    (
      await database.pool.query<{ values: unknown }>('select "values" from messaging.personal where stream = $1', [
        stream,
      ])
    ).rows[0]?.values;
  const rules = (version: number, ...fields: readonly (readonly [kind: string, field: string, months: number])[]) =>
    keepRules(
      database.pool,
      version,
      fields.map(([kind, field, months]) => ({ service: 'interactions', kind, field, months })),
    );
  const run = async (): Promise<void> => {
    const step = createRetention(database.pool);
    for (let i = 0; i < 10; i++) await step();
  };

  it('removes a field when its time has come, and the numbered ones with it, and counts', async () => {
    const old = await put('note', { text: 'a', 'words:1': 'b', 'words:2': 'c', kept: 'd' }, '37 months');
    const young = await put('note', { text: 'a' }, '35 months');
    const other = await put('notebook', { text: 'a' }, '99 months');
    await rules(1, ['note', 'text', 36], ['note', 'words', 36]);
    await run();
    expect([await valuesOf(old), await valuesOf(young), await valuesOf(other)]).toEqual([
      { kept: 'd' },
      { text: 'a' },
      { text: 'a' },
    ]);
    expect((await removalsOf(database.pool, 10)).map(({ field, months, removed }) => [field, months, removed])).toEqual(
      [
        ['text', 36, 1],
        ['words', 36, 1],
      ],
    );
    await run();
    expect((await removalsOf(database.pool, 10)).map(({ removed }) => removed)).toEqual([1, 1]);
  });

  it('leaves what is held, until it is released', async () => {
    const subject = randomUUID();
    const held = await put('note', { text: 'a' }, '37 months', subject);
    await rules(1, ['note', 'text', 36]);
    await database.pool.query('insert into messaging.holds values ($1, $2, false)', [subject, randomUUID()]);
    await run();
    expect(await valuesOf(held)).toEqual({ text: 'a' });
    await database.pool.query('update messaging.holds set released = true');
    await run();
    expect(await valuesOf(held)).toEqual({});
  });

  it('leaves what is held under any id of a merged customer, until they are parted', async () => {
    const [current, absorbed, other] = [randomUUID(), randomUUID(), randomUUID()];
    const mergedWith = (id: string) =>
      database.pool.query('insert into messaging.identity (recorded, current) values ($1, $2)', [id, current]);
    const texts = await Promise.all([current, absorbed, other].map(id => put('note', { text: 'a' }, '37 months', id)));
    const kept = async () => (await Promise.all(texts.map(valuesOf))).map(values => 'text' in Object(values));
    for (const id of [absorbed, other]) await mergedWith(id);
    await rules(1, ['note', 'text', 36]);
    await database.pool.query('insert into messaging.holds values ($1, $2, false)', [absorbed, randomUUID()]);
    await run();
    expect(await kept()).toEqual([true, true, true]);
    await database.pool.query('delete from messaging.identity where recorded = $1', [other]);
    await run();
    expect(await kept()).toEqual([true, true, false]);
    await database.pool.query('delete from messaging.identity where recorded = $1', [absorbed]);
    await run();
    expect(await kept()).toEqual([false, true, false]);
  });

  it('goes by the latest rules, whatever comes late', async () => {
    const stream = await put('note', { text: 'a' }, '20 months');
    await rules(2, ['note', 'text', 24]);
    await rules(1, ['note', 'text', 12]);
    await run();
    expect(await valuesOf(stream)).toEqual({ text: 'a' });
    await rules(3);
    await run();
    expect(await valuesOf(stream)).toEqual({ text: 'a' });
  });

  it('removes many, step by step', async () => {
    await database.pool.query(
      `insert into messaging.personal select 'note-' || n, n::text, '{"text":"a"}', now() - interval '3 years' from generate_series(1, 1200) n`,
    );
    await rules(1, ['note', 'text', 24]);
    await run();
    expect((await removalsOf(database.pool, 10)).map(({ removed }) => removed)).toEqual([1200]);
  });
});
