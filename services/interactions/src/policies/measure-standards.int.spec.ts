import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { interactionsEvents, profileEvents } from '@rapport/contracts';
import { createMessaging, identityMap, quiet, type Messaging } from '@rapport/messaging';
import { delivery, testDatabase, testStack, type TestDatabase, type Told } from '@rapport/testing';
import { v7 as newId } from 'uuid';
import type { PauseEpisode } from '../domain/matter.commands.ts';
import { matter } from '../domain/matter.decider.ts';
import { standards } from '../domain/standards.decide.ts';
import { migrations } from '../migrations/index.ts';
import { episodes } from '../projections/episodes.projection.ts';
import { interactionsOfCustomer } from '../projections/interactions-of-customer.projection.ts';
import { ruleEvents } from '../projections/rule-events.projection.ts';
import { standardClocks } from '../projections/standard-clocks.projection.ts';
import { valueClasses } from '../projections/value-classes.projection.ts';
import { runningClocks } from '../projections/standard-clocks.query.ts';
import { attachContactToEpisode } from './attach-contact-to-episode.policy.ts';
import { measureStandards } from './measure-standards.policy.ts';
import { promised } from './promised.fixture.ts';

let database: TestDatabase;
let messaging: Messaging;
let deliver: (...events: readonly Told[]) => Promise<void>;
let ada: string;
beforeAll(async () => {
  database = await testDatabase(migrations);
  const { brokers } = await testStack();
  const readers = { deciders: [matter, standards], projections: [], policies: [] };
  messaging = createMessaging({ service: 'interactions', database: database.url, brokers, ...readers, log: quiet });
  deliver = delivery(database.pool, {
    projections: [identityMap, interactionsOfCustomer, episodes, ruleEvents, standardClocks, valueClasses],
    policies: [attachContactToEpisode, measureStandards],
  });
});
afterAll(async () => {
  await messaging.stop();
  await database.drop();
});
beforeEach(async () => {
  ada = newId();
  await database.pool.query('truncate messaging.todo, messaging.events, messaging.outbox');
});

const { outcome: _solved, waitedSeconds: _waited, ...facts } = interactionsEvents.InteractionRecorded.example;
const contact = (at: string, more: Partial<typeof interactionsEvents.InteractionRecorded.example>): Told => ({
  type: 'InteractionRecorded',
  subject: ada,
  occurredAt: at,
  data: { ...facts, interactionId: newId(), customerId: ada, channel: 'email', ...more },
});
const monday = '2026-03-02T09:00:00.000Z';
const waiting = (more: object = {}): Told => contact(monday, { queuedAt: monday, ...more });

/** Does what the policies wished for, and delivers what that led to, until nothing is wished for. */
async function work(): Promise<void> {
  for (;;) {
    const { rows } = await database.pool.query(
      `select id, decider, stream_id as stream, subject, command, occurred_at as at, imported
       from messaging.todo where done_at is null order by id`,
    );
    if (rows.length === 0) return;
    for (const decider of [matter, standards]) {
      const outcomes = await messaging.handleMany<unknown, { type: string }, { type: string }>(
        decider,
        rows
          .filter(row => row.decider === decider.kind)
          .map(({ id, stream, subject, command, at, imported }) => ({
            id: stream,
            command,
            context: { subject, actor: 'policy', occurredAt: at.toISOString(), imported, todo: id },
          })),
      );
      expect(outcomes.every(({ ok }) => ok)).toBe(true);
    }
    await database.pool.query('update messaging.todo set done_at = now() where done_at is null');
    await relay();
  }
}

/** Delivers what was recorded since. */
async function relay(): Promise<void> {
  const { rows: told } = await database.pool.query<{ event: Told }>(
    `select jsonb_build_object('type', e.type, 'subject', e.aggregateid, 'data', e.payload, 'id', e.id, 'imported', e.imported,
       'occurredAt', to_char(e.occurred_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')) as event
     from messaging.outbox o join messaging.events e using (position) order by e.position`,
  );
  await database.pool.query('delete from messaging.outbox');
  if (told.length > 0) await deliver(...told.map(({ event }) => event));
}

async function said(): Promise<unknown[]> {
  const { rows } = await database.pool.query<{ said: unknown[] }>(
    `select jsonb_build_array(type, payload->>'measure', to_char(occurred_at at time zone 'UTC', 'DD HH24:MI'), imported) as said
     from messaging.events where type like 'Standard%' order by position`,
  );
  return rows.map(row => row.said);
}
const running = () => runningClocks(database.pool, { customers: [ada], limit: 10 });
const passTime = (id: string, now: string) =>
  messaging.handle(standards, id, { type: 'PassTime', now }, { subject: ada, actor: 'clock' });

describe('the class of a clock', () => {
  it('is the one that analytics had told when the customer came; before that the one that the sender says', async () => {
    const at = new Date().toISOString();
    await deliver(contact(at, { queuedAt: at, valueClass: 'diamond' }));
    await deliver({
      type: 'ValueClassMoved',
      subject: ada,
      data: { customerId: ada, to: 'silver', month: '2026-02', months: 12 },
    });
    const later = new Date(Date.now() + 60_000).toISOString();
    await deliver(contact(later, { queuedAt: later, valueClass: 'diamond' }), contact(at, { queuedAt: at }));
    await work();
    const { rows } = await database.pool.query<{ said: unknown }>(
      `select payload->>'valueClass' as said from messaging.events where type = 'StandardClockOpened' and payload->>'measure' = 'answer' order by 1`,
    );
    expect(rows.map(({ said: valueClass }) => valueClass)).toEqual(['diamond', 'other', 'silver']);
  });
});

describe('a contact that waits for an answer', () => {
  it('has a clock, however often it is told of, until another contact answers it', async () => {
    const interactionId = newId();
    await deliver(waiting({ interactionId }));
    await work();
    expect(await running()).toMatchObject([
      { standard: 'written.answer', version: 1, interactionId, dueAt: '2026-03-02T13:00:00.000Z', breached: false },
    ]);
    const tried = { direction: 'outbound' as const, answers: interactionId, outcome: 'noAnswer' as const };
    await deliver(contact('2026-03-02T09:30:00.000Z', tried));
    await work();
    expect(await running()).toHaveLength(1);
    await deliver(contact('2026-03-02T10:00:00.000Z', { direction: 'outbound', answers: interactionId }));
    await work();
    expect(await said()).toEqual([
      ['StandardClockOpened', 'answer', '02 09:00', false],
      ['StandardMet', 'answer', '02 10:00', false],
    ]);
    expect(await running()).toEqual([]);
  });

  it('is answered by the next one of ours about the same thing, and solved when that is', async () => {
    const episodeId = newId();
    await deliver(waiting({ episodeId }));
    await work();
    expect(await running()).toMatchObject([{ measure: 'answer' }, { measure: 'resolve' }]);
    const ours = { direction: 'outbound' as const, episodeId };
    await deliver(contact('2026-03-02T14:00:00.000Z', { ...ours, outcome: 'promised' }));
    await work();
    await deliver(contact('2026-03-03T10:00:00.000Z', { ...ours, outcome: 'solved' }));
    await work();
    expect(await said()).toEqual([
      ['StandardClockOpened', 'answer', '02 09:00', false],
      ['StandardClockOpened', 'resolve', '02 09:00', false],
      ['StandardWarned', 'answer', '02 12:12', false],
      ['StandardBreached', 'answer', '02 13:00', false],
      ['StandardClockStopped', 'answer', '02 14:00', false],
      ['StandardMet', 'resolve', '03 10:00', false],
      ['StandardMet', 'handOvers', '03 10:00', false],
    ]);
  });

  it('and whose answer became known before it does not wait', async () => {
    const interactionId = newId();
    await deliver(contact('2026-03-02T10:00:00.000Z', { direction: 'outbound', answers: interactionId }));
    await deliver(waiting({ interactionId }));
    await work();
    expect(await said()).toEqual([['StandardMet', 'answer', '02 10:00', false]]);
  });

  it('is answered by what is known under another id of the customer, whichever of both was merged into the other', async () => {
    for (const ofAnswer of ['survivorId', 'absorbedId'] as const) {
      const [interactionId, tablet] = [newId(), newId()];
      const ids =
        ofAnswer === 'survivorId' ? { survivorId: tablet, absorbedId: ada } : { survivorId: ada, absorbedId: tablet };
      const merged = { ...profileEvents.CustomersMerged.example, ...ids };
      await deliver({ type: 'CustomersMerged', subject: merged.survivorId, data: merged });
      const answer = { customerId: tablet, direction: 'outbound' as const, answers: interactionId };
      await deliver({ ...contact('2026-03-02T10:00:00.000Z', answer), subject: tablet });
      await deliver(waiting({ interactionId }));
      await work();
      expect(await running()).toEqual([]);
      expect((await said()).at(-1)).toEqual(['StandardMet', 'answer', '02 10:00', false]);
      ada = newId();
    }
  });

  it('waits for nothing any more where its episode is dissolved: there never was one', async () => {
    const episodeId = newId();
    await deliver(waiting({ episodeId }));
    await work();
    expect(await running()).toMatchObject([{ measure: 'answer' }, { measure: 'resolve', episodeId }]);
    const { example } = interactionsEvents.EpisodeDissolved;
    const data = { ...example, episodeId, matterId: episodeId, customerId: ada };
    await deliver({ type: 'EpisodeDissolved', subject: ada, occurredAt: '2026-03-02T11:00:00.000Z', data });
    await work();
    expect(await running()).toMatchObject([{ measure: 'answer' }]);
    expect((await said()).at(-1)).toEqual(['StandardClockStopped', 'resolve', '02 11:00', false]);
  });

  it('has another clock where it was dissolved by mistake, and opened again', async () => {
    const episodeId = newId();
    const { example } = interactionsEvents.EpisodeDissolved;
    const data = { ...example, episodeId, matterId: episodeId, customerId: ada };
    const opened = {
      ...interactionsEvents.EpisodeOpened.example,
      ...data,
      openedAt: monday,
      interactionIds: [newId()],
    };
    const open: Told = { type: 'EpisodeOpened', subject: ada, occurredAt: monday, data: opened };
    const came = contact(monday, { interactionId: opened.interactionIds[0] ?? '' });
    await deliver(came, open);
    await work();
    const [first] = await running();
    await deliver({ type: 'EpisodeDissolved', subject: ada, occurredAt: '2026-03-02T11:00:00.000Z', data });
    await work();
    await deliver({ ...open, occurredAt: '2026-03-02T12:00:00.000Z' });
    await work();
    const [second] = await running();
    expect(second).toMatchObject({ measure: 'resolve', episodeId, dueAt: first?.dueAt });
    expect(second?.clockId).not.toBe(first?.clockId);
  });

  it('waits for nothing where the contact with which the customer came was taken out, until it comes', async () => {
    const episodeId = newId();
    const began = contact(monday, {});
    const interactionIds = 'interactionId' in began.data ? [String(began.data['interactionId'])] : [];
    const { EpisodeOpened, EpisodeContactRemoved } = interactionsEvents;
    const of = { episodeId, matterId: episodeId, customerId: ada, interactionIds };
    await deliver(began, { type: 'EpisodeOpened', subject: ada, data: { ...EpisodeOpened.example, ...of } });
    await work();
    expect(await running()).toMatchObject([{ measure: 'resolve' }]);
    const data = { ...EpisodeContactRemoved.example, ...of, inboundContacts: 0 };
    await deliver({ type: 'EpisodeContactRemoved', subject: ada, occurredAt: '2026-03-02T11:00:00.000Z', data });
    await work();
    expect(await running()).toEqual([]);
    await deliver({ type: 'EpisodeCorrected', subject: ada, data: { ...EpisodeOpened.example, ...of } });
    await work();
    expect(await running()).toMatchObject([{ measure: 'resolve', breached: false }]);
  });

  it('waits on where the contact that solved it was taken out, and is late then', async () => {
    const [episodeId, solvedBy] = [newId(), newId()];
    const ours = { direction: 'outbound' as const, episodeId, interactionId: solvedBy, outcome: 'solved' as const };
    await deliver(contact(monday, { episodeId }), contact('2026-03-02T14:00:00.000Z', ours));
    await work();
    const at = '2026-03-03T09:00:00.000Z';
    const detach = { type: 'DetachContact' as const, interactionId: solvedBy, at };
    await messaging.handle(matter, episodeId, detach, { subject: ada, actor: 'desk', occurredAt: at });
    await relay();
    await work();
    expect(await running()).toMatchObject([{ measure: 'resolve', dueAt: '2026-03-03T17:00:00.000Z', breached: false }]);
    expect((await said()).slice(1)).toEqual([
      ['StandardMet', 'resolve', '02 14:00', false],
      ['StandardMet', 'handOvers', '02 14:00', false],
      ['StandardClockStopped', 'resolve', '03 09:00', false],
      ['StandardClockStopped', 'handOvers', '03 09:00', false],
      ['StandardClockOpened', 'resolve', '02 09:00', false],
    ]);
  });

  it('stands still while we wait for the customer, under whichever of its ids, until it comes again', async () => {
    const episodeId = newId();
    await deliver(contact(monday, { episodeId }));
    await work();
    const turn = (command: PauseEpisode, occurredAt: string) =>
      messaging.handle(matter, episodeId, command, {
        subject: ada,
        actor: 'desk',
        occurredAt,
      });
    await turn({ type: 'PauseEpisode', at: '2026-03-02T10:00:00.000Z' }, '2026-03-02T10:00:00.000Z');
    await relay();
    await work();
    expect(await running()).toMatchObject([{ measure: 'resolve', standsSince: '2026-03-02T10:00:00.000Z' }]);
    const tablet = newId();
    const merged = { survivorId: ada, absorbedId: tablet, reason: 'sameParty' };
    await deliver({ type: 'CustomersMerged', subject: ada, data: merged });
    const again = contact('2026-03-05T10:00:00.000Z', { episodeId, customerId: tablet });
    await deliver({ ...again, subject: tablet });
    await work();
    const [clock] = await running();
    expect(clock).toMatchObject({ dueAt: '2026-03-06T17:00:00.000Z', breached: false });
    expect(clock).not.toHaveProperty('standsSince');
    await deliver(contact('2026-03-06T16:00:00.000Z', { direction: 'outbound', episodeId, outcome: 'solved' }));
    await work();
    expect((await said()).filter(line => JSON.stringify(line).includes('resolve'))).toEqual([
      ['StandardClockOpened', 'resolve', '02 09:00', false],
      ['StandardClockPaused', 'resolve', '02 10:00', false],
      ['StandardClockResumed', 'resolve', '05 10:00', false],
      ['StandardWarned', 'resolve', '06 13:48', false],
      ['StandardMet', 'resolve', '06 16:00', false],
    ]);
  });

  it('keeps the version under which it came, when another is published', async () => {
    await database.pool.query(
      `insert into app.service_rules select kind, code, 2, jsonb_set(form, '{limits,0,limit}', '1'), '2026-03-03Z', 'spec', now()
       from app.service_rules where code = 'written.answer' and version = 1`,
    );
    const tuesday = '2026-03-03T09:00:00.000Z';
    await deliver(waiting(), contact(tuesday, { queuedAt: tuesday }));
    await work();
    expect(await running()).toMatchObject([
      { version: 1, limit: 4, dueAt: '2026-03-02T13:00:00.000Z' },
      { version: 2, limit: 1, dueAt: '2026-03-03T10:00:00.000Z' },
    ]);
  });
});

describe('history', () => {
  it('fires what would have fired, as history', async () => {
    const interactionId = newId();
    await deliver({ ...waiting({ interactionId }), imported: true });
    await work();
    await passTime(interactionId, new Date().toISOString());
    expect(await said()).toEqual([
      ['StandardClockOpened', 'answer', '02 09:00', true],
      ['StandardWarned', 'answer', '02 12:12', true],
      ['StandardBreached', 'answer', '02 13:00', true],
      ['StandardEscalated', 'answer', '02 17:00', true],
    ]);
  });
});

describe('a promise', () => {
  it('that is kept meets its standard, and one that is broken breaches it: once, be it kept late or made up for', async () => {
    const [kept, broken] = [{ promiseId: newId() }, { promiseId: newId() }];
    const released = { promiseId: newId() };
    await deliver(
      ...[kept, broken, released].map(each => promised('PromiseMade', ada, 2, { ...each, team: 'repairs' })),
    );
    await deliver(
      promised('PromiseKept', ada, 3, kept),
      promised('PromiseBroken', ada, 4, broken),
      promised('PromiseKept', ada, 5, { ...broken, late: true }),
      promised('PromiseReleased', ada, 5, released),
    );
    await work();
    expect(await said()).toEqual([
      ['StandardMet', 'promiseKept', '03 10:00', false],
      ['StandardBreached', 'promiseKept', '04 10:00', false],
    ]);
    const { rows } = await database.pool.query<{ team: string; since: string }>(
      `select payload->>'team' as team, payload->>'since' as since from messaging.events where type = 'StandardMet'`,
    );
    expect(rows).toEqual([{ team: 'repairs', since: '2026-03-02T10:00:00.000Z' }]);
  });

  it('is judged by the standard that held when it was given', async () => {
    await database.pool.query(
      `insert into app.service_rules select kind, code, 2, jsonb_set(form, '{on}', 'false'), '2026-03-03Z', 'spec', now()
       from app.service_rules where code = 'promise.kept' and version = 1`,
    );
    const [before, after] = [{ promiseId: newId() }, { promiseId: newId() }];
    await deliver(promised('PromiseMade', ada, 2, before), promised('PromiseMade', ada, 4, after));
    await deliver(promised('PromiseBroken', ada, 6, before), promised('PromiseBroken', ada, 6, after));
    await work();
    expect(await said()).toEqual([['StandardBreached', 'promiseKept', '06 10:00', false]]);
  });
});

describe('a call-back', () => {
  const told = '2026-03-01T10:00:00.000Z';

  it('is waited for from when it may be made, warned of and breached once, and over when it is done', async () => {
    const { callBackId } = { callBackId: newId() };
    await deliver(promised('CallBackScheduled', ada, told, { callBackId, from: monday }));
    await work();
    expect(await running()).toMatchObject([{ measure: 'callBack', since: monday, dueAt: '2026-03-03T17:00:00.000Z' }]);
    await passTime(callBackId, '2026-03-04T09:00:00.000Z');
    await passTime(callBackId, '2026-03-04T09:00:00.000Z');
    await deliver(promised('CallBackDone', ada, '2026-03-04T10:00:00.000Z', { callBackId, late: true }));
    await work();
    expect(await said()).toEqual([
      ['StandardClockOpened', 'callBack', '01 10:00', false],
      ['StandardWarned', 'callBack', '03 13:48', false],
      ['StandardBreached', 'callBack', '03 17:00', false],
      ['StandardClockStopped', 'callBack', '04 10:00', false],
    ]);
    expect(await running()).toEqual([]);
  });

  it('that is made in time meets its standard, and one that is not to be made any more stops it', async () => {
    const [done, cancelled] = [newId(), newId()];
    const scheduled = [done, cancelled].map(callBackId =>
      promised('CallBackScheduled', ada, told, { callBackId, from: monday }),
    );
    await deliver(...scheduled);
    await deliver(
      promised('CallBackDone', ada, '2026-03-02T10:00:00.000Z', { callBackId: done }),
      promised('CallBackCancelled', ada, '2026-03-02T11:00:00.000Z', { callBackId: cancelled }),
    );
    await work();
    expect((await said()).slice(2)).toEqual([
      ['StandardMet', 'callBack', '02 10:00', false],
      ['StandardClockStopped', 'callBack', '02 11:00', false],
    ]);
  });
});
