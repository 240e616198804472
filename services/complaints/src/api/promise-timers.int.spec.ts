import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { createMessaging, quiet, type Messaging } from '@rapport/messaging';
import { eventually, testDatabase, testTopics, type TestDatabase } from '@rapport/testing';
import { v7 as newId } from 'uuid';
import { promise } from '../domain/promise.decide.ts';
import { facts } from '../domain/promise.fixture.ts';
import { migrations } from '../migrations/index.ts';

const PROMISES = 100;

let database: TestDatabase;
let topics: Awaited<ReturnType<typeof testTopics>>;
let replicas: readonly Messaging[];
beforeAll(async () => {
  [database, topics] = await Promise.all([testDatabase(migrations), testTopics()]);
  const { brokers, prefix: topicPrefix } = topics;
  const options = { service: 'complaints' as const, database: database.url, brokers, topicPrefix, log: quiet };
  const readers = { deciders: [promise], projections: [], policies: [] };
  replicas = [createMessaging({ ...options, ...readers }), createMessaging({ ...options, ...readers })];
});
afterAll(async () => {
  await Promise.all(replicas.map(replica => replica.stop()));
  await topics.remove();
  await database.drop();
});

it('two replicas whose clocks pass the same time tell each promise broken once', async () => {
  const [writer, rival] = replicas;
  if (!writer || !rival) throw new Error('there are no replicas');
  const dueAt = new Date(Date.now() + 1_500).toISOString();
  const made = Array.from({ length: PROMISES }, () => {
    const [id, customerId, at] = [newId(), newId(), new Date().toISOString()];
    const command = { type: 'MakePromise' as const, at, facts: { ...facts, promiseId: id, customerId, dueAt } };
    return { id, command, context: { subject: customerId, actor: 'spec' } };
  });
  const outcomes = await writer.handleMany(promise, made);
  expect(outcomes.every(({ ok }) => ok)).toBe(true);
  await Promise.all([writer.start(), rival.start()]);
  const pass = (by: Messaging): Promise<unknown> =>
    by.handleMany(
      promise,
      made.map(({ id }) => ({
        ...{ id, command: { type: 'PassTime' as const, now: dueAt }, context: { subject: id, actor: 'clock' } },
      })),
    );
  await Promise.all([pass(writer), pass(rival), pass(rival)]);
  await eventually(async () => {
    const { rows } = await database.pool.query<{ times: number; promises: number }>(
      `select times, count(*)::integer as promises
       from (select count(*)::integer as times from messaging.events where type = 'PromiseBroken' group by stream) s group by 1`,
    );
    expect(rows).toEqual([{ times: 1, promises: PROMISES }]);
  });
});
