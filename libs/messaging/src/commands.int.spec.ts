import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DomainError } from '@rapport/decider';
import { testDatabase, testStack, type TestDatabase } from '@rapport/testing';
import { randomUUID } from 'node:crypto';
import type { AnyDecider } from './decide.ts';
import { ConflictError } from './errors.ts';
import { createMessaging, type Messaging } from './messaging.ts';
import { quiet } from './quiet.ts';
import { passTime } from './timer.ts';
import { tally, type TallyCommand } from './tally.fixture.ts';

const add = (customerId: string, by: number, rest: object = {}): TallyCommand => ({
  type: 'Add',
  customerId,
  by,
  ...rest,
});

describe('the write path', () => {
  let database: TestDatabase;
  let messaging: Messaging;
  const customer = (): string => randomUUID();

  beforeAll(async () => {
    database = await testDatabase();
    const { brokers } = await testStack();
    messaging = createMessaging({
      service: 'analytics',
      database: database.url,
      brokers,
      deciders: [tally],
      projections: [],
      policies: [],
      log: quiet,
    });
  });
  afterAll(async () => {
    await messaging.stop();
    await database.drop();
  });

  const events = async (
    subject: string,
  ): Promise<{ sequence: number; position: number; value: number; stream: string }[]> => {
    const { rows } = await database.pool.query(
      `select sequence, position, stream, (payload->>'value')::float as value from messaging.events where aggregateid = $1 order by position`,
      [subject],
    );
    return rows;
  };

  it('answers with the state, the version and the number of the last event', async () => {
    const subject = customer();
    const answer = await messaging.handle(tally, subject, add(subject, 3), { subject, actor: 'a' });
    expect(answer).toMatchObject({
      version: 1,
      sequence: 1,
      repeated: false,
      state: { value: 3 },
      token: `analytics=${subject}:1`,
    });
    expect(await messaging.load(tally, subject)).toMatchObject({
      version: 1,
      sequence: 1,
      state: { value: 3 },
      personal: {},
    });
  });

  it('numbers the events of 32 writers on 10 subjects without a gap or an inversion', async () => {
    const subjects = Array.from({ length: 10 }, customer);
    await Promise.all(
      Array.from({ length: 32 }, async (_, writer) => {
        for (let i = 0; i < 20; i++) {
          const subject = subjects[(writer + i) % 10] ?? '';
          await messaging.handle(tally, randomUUID(), add(subject, 1), { subject, actor: `writer-${writer}` });
        }
      }),
    );
    for (const subject of subjects) {
      const log = await events(subject);
      expect(log.map(e => e.sequence)).toEqual(log.map((_, i) => i + 1));
    }
    const counts = await Promise.all(subjects.map(async subject => (await events(subject)).length));
    expect(counts.reduce((sum, n) => sum + n)).toBe(640);
  });

  it('lets every one of 64 clients add to one stream', async () => {
    const subject = customer();
    await Promise.all(
      Array.from({ length: 64 }, () => messaging.handle(tally, subject, add(subject, 1), { subject, actor: 'a' })),
    );
    expect((await messaging.load(tally, subject))?.state.value).toBe(64);
    expect((await events(subject)).map(e => e.sequence)).toEqual(Array.from({ length: 64 }, (_, i) => i + 1));
  });

  it('lets two processes contend for one stream without losing either', async () => {
    const { brokers } = await testStack();
    const other = createMessaging({
      service: 'analytics',
      database: database.url,
      brokers,
      deciders: [tally],
      projections: [],
      policies: [],
      log: quiet,
    });
    const subject = customer();
    await Promise.all(
      [messaging, other].flatMap(process =>
        Array.from({ length: 20 }, () => process.handle(tally, subject, add(subject, 1), { subject, actor: 'a' })),
      ),
    );
    await other.stop();
    expect((await messaging.load(tally, subject))?.state.value).toBe(40);
    expect((await events(subject)).map(e => e.sequence)).toEqual(Array.from({ length: 40 }, (_, i) => i + 1));
  });

  it('leaves nothing of a refused command, and does not let it hinder the others of its batch', async () => {
    const subject = customer();
    const outcomes = await messaging.handleMany(tally, [
      { id: `${subject}-a`, command: add(subject, 1), context: { subject, actor: 'a' } },
      { id: `${subject}-b`, command: add(subject, -1), context: { subject, actor: 'a' } },
      { id: `${subject}-a`, command: add(subject, 5), context: { subject, actor: 'a' } },
    ]);
    expect(outcomes.map(outcome => (outcome.ok ? outcome.sequence : outcome.error.message))).toEqual([
      1,
      'It would fall below zero.',
      2,
    ]);
    expect((await events(subject)).map(e => e.value)).toEqual([1, 5]);
    expect(await messaging.load(tally, `${subject}-b`)).toBeUndefined();
  });

  it('gives the same answer to the same idempotency key, and refuses it with another body', async () => {
    const subject = customer();
    const context = (bodyHash: string) => ({ subject, actor: 'a', key: { caller: 'me', value: subject, bodyHash } });
    const first = await messaging.handle(tally, randomUUID(), add(subject, 2), context('x'));
    const again = await messaging.handle(tally, randomUUID(), add(subject, 2), context('x'));
    expect(again).toMatchObject({ id: first.id, sequence: first.sequence, repeated: true });
    await expect(messaging.handle(tally, randomUUID(), add(subject, 3), context('y'))).rejects.toMatchObject({
      slug: 'key-reused',
    });
    expect(await events(subject)).toHaveLength(1);
  });

  it('gives one effect to a key that is sent twenty times at once', async () => {
    const subject = customer();
    const answers = await Promise.all(
      Array.from({ length: 20 }, () =>
        messaging.handle(tally, randomUUID(), add(subject, 2), {
          subject,
          actor: 'a',
          key: { caller: 'me', value: subject, bodyHash: 'x' },
        }),
      ),
    );
    expect(new Set(answers.map(answer => answer.id)).size).toBe(1);
    expect(await events(subject)).toHaveLength(1);
  });

  it('lets one stream alone claim a value', async () => {
    const [first, second, name] = [customer(), customer(), randomUUID()];
    await messaging.handle(tally, first, add(first, 1, { claim: name }), { subject: first, actor: 'a' });
    const refused = messaging.handle(tally, second, add(second, 1, { claim: name }), { subject: second, actor: 'a' });
    await expect(refused).rejects.toMatchObject({ slug: 'already-claimed' });
    expect(await events(second)).toEqual([]);
    expect(
      await messaging.claimed([
        { kind: 'name', value: name },
        { kind: 'name', value: 'nobody' },
      ]),
    ).toEqual(new Map([[`name:${name}`, first]]));
  });

  it('writes both of two commands that belong together, or neither', async () => {
    const [first, second] = [customer(), customer()];
    const command = (id: string, by: number) => ({ id, command: add(id, by), context: { subject: id, actor: 'a' } });
    await expect(messaging.handleAll(tally, [command(first, 1), command(second, -1)])).rejects.toBeInstanceOf(
      DomainError,
    );
    expect(await events(first)).toEqual([]);
    await messaging.handleAll(tally, [command(first, 1), command(second, 1)]);
    expect(await events(first)).toHaveLength(1);
    expect(await events(second)).toHaveLength(1);
  });

  it('refuses a command that expects another version', async () => {
    const subject = customer();
    await messaging.handle(tally, subject, add(subject, 1), { subject, actor: 'a' });
    const stale = messaging.handle(tally, subject, add(subject, 1), { subject, actor: 'a', expectedVersion: 7 });
    await expect(stale).rejects.toBeInstanceOf(ConflictError);
  });

  it('keeps personal values beside the stream and out of the log', async () => {
    const subject = customer();
    await messaging.handle(tally, subject, add(subject, 1, { words: 'my own words' }), { subject, actor: 'a' });
    expect((await messaging.load(tally, subject))?.personal).toEqual({ words: 'my own words' });
    const { rows } = await database.pool.query(
      `select from messaging.events where payload::text like '%my own words%'`,
    );
    expect(rows).toEqual([]);
  });

  it('lets what was due happen before a command that occurred later, marked with when it was due', async () => {
    const subject = customer();
    await messaging.handle(tally, subject, { type: 'RingAt', customerId: subject, at: '' }, { subject, actor: 'a' });
    await messaging.handle(tally, subject, add(subject, 1), {
      subject,
      actor: 'a',
      occurredAt: '2031-06-01T00:00:00.000Z',
    });
    const { rows } = await database.pool.query<{ value: number; at: Date }>(
      `select (payload->>'value')::float as value, occurred_at as at from messaging.events where aggregateid = $1 order by position`,
      [subject],
    );
    expect(rows.map(row => [row.value, row.at.toISOString()]).slice(1)).toEqual([
      [99, '2030-01-01T00:00:00.000Z'],
      [1, '2031-06-01T00:00:00.000Z'],
    ]);
  });

  it('looks later at what is due and does not move, so that it never stands before the others', async () => {
    const store = { pool: database.pool, service: 'analytics', claimsSecret: 's', written: () => undefined };
    const subject = customer();
    await database.pool.query(
      `insert into messaging.streams select 'gone-' || i, $1, 1, 1, '{}', 1, now() - interval '1 day' from generate_series(1, 150) i`,
      [subject],
    );
    await messaging.handle(tally, subject, { type: 'RingAt', customerId: subject, at: '' }, { subject, actor: 'a' });
    await database.pool.query(
      `update messaging.streams set next_due = now(), state = state || '{"ringAt":"2020-01-01T00:00:00.000Z"}' where stream = $1`,
      [`tally-${subject}`],
    );
    const deciders = new Map<string, AnyDecider>([[tally.kind, tally]]);
    for (let i = 0; i < 3; i++) await passTime(store, deciders);
    expect((await messaging.load(tally, subject))?.state.ringAt).toBeNull();
  });

  it('folds the events again where the state was stored by another version of the decider', async () => {
    const subject = customer();
    await messaging.handle(tally, subject, add(subject, 4), { subject, actor: 'a' });
    const newer = { ...tally, stateVersion: 2, evolve: () => ({ value: 1000, ringAt: null }) };
    expect((await messaging.load(newer, subject))?.state).toEqual({ value: 1000, ringAt: null });
  });
});
