import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { interactionsEvents } from '@rapport/contracts';
import { createMessaging, identityMap, quiet, type Messaging } from '@rapport/messaging';
import { delivery, testDatabase, testStack, type TestDatabase, type Told } from '@rapport/testing';
import { v7 as newId } from 'uuid';
import { episodesIn, matter } from '../domain/matter.decider.ts';
import { migrations } from '../migrations/index.ts';
import { episodes } from '../projections/episodes.projection.ts';
import { listEpisodes, matterOf } from '../projections/episodes.query.ts';
import { attachContactToEpisode } from './attach-contact-to-episode.policy.ts';

let database: TestDatabase;
let messaging: Messaging;
let deliver: (...events: readonly Told[]) => Promise<void>;
let ada: string;
let tablet: string;
beforeAll(async () => {
  database = await testDatabase(migrations);
  const { brokers } = await testStack();
  const readers = { deciders: [matter], projections: [], policies: [] };
  messaging = createMessaging({ service: 'interactions', database: database.url, brokers, ...readers, log: quiet });
  deliver = delivery(database.pool, { projections: [identityMap, episodes], policies: [attachContactToEpisode] });
});
afterAll(async () => {
  await messaging.stop();
  await database.drop();
});
beforeEach(() => {
  [ada, tablet] = [newId(), newId()];
});

const { example } = interactionsEvents.InteractionRecorded;
const contact = (customerId: string, episodeId: string, day: number, more: object = {}): Told => {
  const { outcome: _solved, ...facts } = example;
  return {
    type: 'InteractionRecorded',
    subject: customerId,
    occurredAt: `2026-03-${String(day).padStart(2, '0')}T09:00:00.000Z`,
    data: { ...facts, interactionId: newId(), customerId, episodeId, ...more },
  };
};

/** Does what the policies wished for, and delivers what that led to. */
async function work(): Promise<unknown[]> {
  const { rows } = await database.pool.query(
    `select id, stream_id as stream, subject, command, occurred_at as at from messaging.todo where done_at is null order by id`,
  );
  const outcomes = await messaging.handleMany(
    matter,
    rows.map(({ id, stream, subject, command, at }) => ({
      id: stream,
      command,
      context: { subject, actor: 'policy', occurredAt: at.toISOString(), todo: id },
    })),
  );
  await database.pool.query('update messaging.todo set done_at = now() where done_at is null');
  const { rows: told } = await database.pool.query<{ position: number; event: Told }>(
    `select e.position, jsonb_build_object('type', e.type, 'subject', e.aggregateid, 'data', e.payload, 'id', e.id) as event
     from messaging.outbox o join messaging.events e using (position) order by e.position`,
  );
  await database.pool.query('delete from messaging.outbox');
  if (told.length > 0) await deliver(...told.map(({ event }) => event));
  return outcomes.map(outcome => (outcome.ok ? 'done' : outcome.error.message));
}

describe('contacts that say what they are about', () => {
  it('make an episode, and after it was solved another that follows', async () => {
    const id = newId();
    await deliver(contact(ada, id, 2), contact(ada, id, 3, { outcome: 'solved' }));
    await work();
    await deliver(contact(ada, id, 6));
    await work();
    const [second, first] = await listEpisodes(database.pool, { customers: [ada], status: 'all', limit: 5 });
    expect([first, second]).toMatchObject([
      { episodeId: id, inboundContacts: 2, ended: 'solved', resolution: 'failed' },
      { matterId: id, number: 2, follows: id },
    ]);
    expect(await listEpisodes(database.pool, { customers: [ada], status: 'open', limit: 5 })).toHaveLength(1);
    expect(await listEpisodes(database.pool, { customers: [ada], status: 'closed', limit: 5 })).toHaveLength(1);
    expect(
      await listEpisodes(database.pool, { customers: [ada], status: 'all', after: second, limit: 5 }),
    ).toMatchObject([{ episodeId: id }]);
  });

  it('may name any episode of the matter', async () => {
    const id = newId();
    await deliver(contact(ada, id, 2, { outcome: 'solved' }), contact(ada, id, 3));
    await work();
    const [second] = await listEpisodes(database.pool, { customers: [ada], status: 'open', limit: 1 });
    const other = second?.episodeId ?? '';
    expect(await matterOf(database.pool, other)).toBe(id);
    await deliver(contact(ada, other, 4));
    await work();
    expect(episodesIn((await messaging.load(matter, id))?.state ?? matter.initial)).toMatchObject([
      { inboundContacts: 1 },
      { inboundContacts: 2 },
    ]);
  });

  it('of a merged customer belong to what was begun under its other id; of somebody else they are refused', async () => {
    const [id, stranger] = [newId(), newId()];
    await deliver(contact(tablet, id, 2));
    await work();
    await deliver(contact(ada, id, 3));
    expect(await work()).toEqual(['The episode is about another customer.']);
    await deliver({
      type: 'CustomersMerged',
      subject: ada,
      data: { survivorId: ada, absorbedId: tablet, reason: 'sameParty' },
    });
    await deliver(contact(ada, id, 4), contact(stranger, id, 5));
    expect(await work()).toEqual(['done', 'The episode is about another customer.']);
    expect(await listEpisodes(database.pool, { customers: [tablet], status: 'all', limit: 5 })).toMatchObject([
      { customerId: tablet, inboundContacts: 2 },
    ]);
  });

  it('of a merged customer belong to one new episode that nobody has told of yet, under whichever id each came', async () => {
    const [id, stranger] = [newId(), newId()];
    await deliver({
      type: 'CustomersMerged',
      subject: ada,
      data: { survivorId: ada, absorbedId: tablet, reason: 'sameParty' },
    });
    await deliver(contact(tablet, id, 2), contact(ada, id, 3), contact(stranger, id, 4), contact(tablet, id, 5));
    expect(await work()).toEqual(['done', 'done', 'The episode is about another customer.', 'done']);
    expect(await listEpisodes(database.pool, { customers: [tablet], status: 'all', limit: 5 })).toMatchObject([
      { customerId: tablet, inboundContacts: 3 },
    ]);
  });

  it('belong to one episode by the hundred', async () => {
    const id = newId();
    const told = (n: number): Told => ({
      ...contact(ada, id, 2, { outcome: 'handedOver', endedAt: '2026-03-02T09:00:00.000Z' }),
      occurredAt: new Date(Date.UTC(2026, 2, 2, 9, n)).toISOString(),
    });
    for (let n = 0; n < 300; n += 100) {
      await deliver(...Array.from({ length: 100 }, (_, i) => told(n + i)));
      expect(new Set(await work())).toEqual(new Set(['done']));
    }
    expect(await listEpisodes(database.pool, { customers: [ada], status: 'open', limit: 5 })).toMatchObject([
      { episodeId: id, inboundContacts: 300 },
    ]);
  });

  it('are attached once, however often they are told', async () => {
    const id = newId();
    const told = contact(ada, id, 2);
    await deliver(told, contact(ada, id, 3));
    await work();
    await deliver(told);
    await work();
    const loaded = await messaging.load(matter, id);
    expect(loaded?.state.contacts).toHaveLength(2);
  });

  it('are taken out and put to another by one person alone, and stay out when they are told again', async () => {
    const [wrong, right, third] = [newId(), newId(), newId()];
    const [mistaken, own] = [contact(ada, wrong, 2), contact(ada, right, 3)];
    await deliver(mistaken, own, contact(ada, third, 4));
    await work();
    const { contacts } = (await messaging.load(matter, wrong))?.state ?? { contacts: [] };
    const [one] = contacts;
    if (one === undefined) throw new Error('it was not attached');
    const by = { subject: ada, actor: 'spec' };
    const out = { type: 'DetachContact', interactionId: one.interactionId, at: new Date().toISOString() } as const;
    await messaging.handle(matter, wrong, out, by);
    const put = (matterId: string) =>
      messaging.handle(
        matter,
        matterId,
        { type: 'AttachContact', matterId, customerId: ada, contact: { ...one, from: [wrong] } },
        by,
      );
    const answers = await Promise.allSettled([put(right), put(third)]);
    expect(answers.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    await database.pool.query(`update messaging.todo set done_at = null where stream_id = $1`, [wrong]);
    await work();
    expect((await messaging.load(matter, wrong))?.state.contacts).toEqual([]);
    const all = await listEpisodes(database.pool, { customers: [ada], status: 'all', limit: 9 });
    expect(all.map(({ interactionIds }) => interactionIds.length).sort()).toEqual([1, 2]);
    expect(all.filter(({ interactionIds }) => interactionIds.includes(one.interactionId))).toHaveLength(1);
  });
});

describe('the clock', () => {
  it('confirms the resolution once the window has passed, marked with when it did', async () => {
    const id = newId();
    await deliver(contact(ada, id, 2, { outcome: 'solved' }));
    await work();
    const due = async () =>
      (await database.pool.query(`select next_due as due from messaging.streams where stream = $1`, [`matter-${id}`]))
        .rows;
    // Told late: it looks a minute from now, so that whoever tells a history can go on.
    expect((await due())[0].due.getTime()).toBeLessThan(Date.now() + 61_000);
    await messaging.handle(
      matter,
      id,
      { type: 'PassTime', now: new Date().toISOString() },
      { subject: ada, actor: 'clock' },
    );
    expect(await due()).toEqual([{ due: null }]);
    await work();
    expect(await listEpisodes(database.pool, { customers: [ada], status: 'all', limit: 1 })).toMatchObject([
      { resolution: 'confirmed', windowEndsAt: '2026-03-09T09:00:00.000Z' },
    ]);
    const [confirmed] = (await messaging.history(`matter-${id}`)).slice(-1);
    expect(confirmed).toMatchObject({
      type: 'EpisodeResolutionConfirmed',
      occurredAt: '2026-03-09T09:00:00.000Z',
    });
  });
});
