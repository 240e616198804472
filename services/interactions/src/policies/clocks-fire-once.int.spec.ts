import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { createMessaging, quiet, type Messaging } from '@rapport/messaging';
import {
  eventually,
  killScripts,
  startScript,
  testDatabase,
  testTopics,
  type Script,
  type TestDatabase,
} from '@rapport/testing';
import { v7 as newId } from 'uuid';
import { standards } from '../domain/standards.decide.ts';
import { measured } from '../domain/standards.fixture.ts';
import { migrations } from '../migrations/index.ts';
import type { ClockOrders } from './clock-worker.fixture.ts';

const CLOCKS = 300;
const worker = new URL('./clock-worker.fixture.ts', import.meta.url);

let database: TestDatabase;
let topics: Awaited<ReturnType<typeof testTopics>>;
let writer: Messaging;
let rival: Messaging;
beforeAll(async () => {
  [database, topics] = await Promise.all([testDatabase(migrations), testTopics()]);
  const { brokers, prefix: topicPrefix } = topics;
  const readers = { deciders: [standards], projections: [], policies: [] };
  const options = { service: 'interactions' as const, database: database.url, brokers, topicPrefix, log: quiet };
  [writer, rival] = [createMessaging({ ...options, ...readers }), createMessaging({ ...options, ...readers })];
});
afterAll(async () => {
  killScripts();
  await Promise.all([writer.stop(), rival.stop()]);
  await topics.remove();
  await database.drop();
});

const replica = (dieAt?: ClockOrders['dieAt']): Script => {
  const orders = { database: database.url, brokers: topics.brokers, topicPrefix: topics.prefix };
  return startScript(worker, { ...orders, ...(dieAt && { dieAt }) } satisfies ClockOrders);
};

/** Clocks that warn, are due and escalate within some seconds from now, each a little later than the one before. */
async function open(): Promise<string[]> {
  const later = (ms: number): string => new Date(Date.now() + ms).toISOString();
  const outcomes = await writer.handleMany(
    standards,
    Array.from({ length: CLOCKS }, (_, i) => {
      const [interactionId, customerId] = [newId(), newId()];
      const facts = { ...measured, clockId: interactionId, interactionId, customerId, since: later(0) };
      const due = { warnAt: later(1000 + i * 10), dueAt: later(3000 + i * 10), escalateAt: later(5000 + i * 10) };
      const command = { type: 'MeasureStandards' as const, readings: [{ kind: 'time' as const, facts, due }] };
      return { id: interactionId, command, context: { subject: customerId, actor: 'spec' } };
    }),
  );
  expect(outcomes.every(({ ok }) => ok)).toBe(true);
  return outcomes.map(({ id }) => id);
}

/** How often each thing was said of a clock: how many clocks said it so often. */
async function said(): Promise<object[]> {
  const { rows } = await database.pool.query<{ type: string; times: number; clocks: number }>(
    `select type, times, count(*)::integer as clocks
     from (select type, count(*)::integer as times from messaging.events group by stream, type) s group by 1, 2 order by 1, 2`,
  );
  return rows;
}

const once = (type: string) => ({ type, times: 1, clocks: CLOCKS });
const ALL = ['StandardBreached', 'StandardClockOpened', 'StandardEscalated', 'StandardWarned'].map(once);

describe('clocks of service standards', () => {
  beforeEach(() => database.pool.query('truncate messaging.events, messaging.outbox, messaging.streams'));

  it('speak once each where two processes let the same time pass at once', async () => {
    const ids = await open();
    const now = new Date(Date.now() + 60_000).toISOString();
    const pass = (by: Messaging): Promise<unknown> =>
      by.handleMany(
        standards,
        ids.map(id => ({ id, command: { type: 'PassTime' as const, now }, context: { subject: id, actor: 'clock' } })),
      );
    await Promise.all([pass(writer), pass(rival)]);
    expect(await said()).toEqual(ALL);
  });

  it('speak once each, whichever of two replicas is killed before or after its write, and after a restart', async () => {
    const first = replica('written');
    const second = replica('writing');
    await open();
    expect(await Promise.all([first.ended, second.ended])).toEqual(['SIGKILL', 'SIGKILL']);
    const [third, fourth] = [replica(), replica()];
    await eventually(async () => expect(await said()).toEqual(ALL));
    expect(third.child.exitCode ?? fourth.child.exitCode).toBeNull();
  });
});
