import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { interactionsEvents } from '@rapport/contracts';
import { wilsonInterval } from '@rapport/statistics';
import type { Told } from '@rapport/testing';
import { episodeMeasures } from '../api/episode-measures.ts';
import { episodeFacts } from './episode-facts.projection.ts';
import { ada, ben, numbered, warehouse, type Warehouse } from './facts.fixture.ts';
import { feedbackFacts } from './feedback-facts.projection.ts';
import { interactionFacts } from './interaction-facts.projection.ts';

type Episode = typeof interactionsEvents.EpisodeCorrected.example;
type Type =
  'EpisodeOpened' | 'EpisodeClosed' | 'EpisodeCorrected' | 'EpisodeResolutionFailed' | 'EpisodeResolutionConfirmed';

const { example } = interactionsEvents.EpisodeCorrected;
const contact = interactionsEvents.InteractionRecorded.example;
let house: Warehouse;
let n = 0;
beforeAll(async () => {
  house = await warehouse(interactionFacts, feedbackFacts, episodeFacts);
});
afterAll(() => house.database.drop());

const told = (type: Type, episodeId: string, more: Partial<Episode> = {}, customerId = ada): Told => ({
  type,
  subject: customerId,
  data: { ...example, episodeId, matterId: episodeId, customerId, interactionIds: [episodeId], ...more },
});
const closedOn = (day: string, more: Partial<Episode> = {}): Partial<Episode> => {
  const closedAt = `${day}T09:10:00.000Z`;
  const windowEndsAt = new Date(Date.parse(closedAt) + 7 * 86_400_000).toISOString();
  return {
    openedAt: `${day}T09:00:00.000Z`,
    closedAt,
    windowEndsAt,
    ended: 'solved',
    flowSeconds: 600,
    resolution: 'pending',
    ...more,
  };
};
const experiences = (customerId: string): Promise<unknown[]> =>
  house.rows(
    'select kind, score, occurred_at, cause_id from app.experiences where recorded_customer_id = $1 order by kind',
    [customerId],
  );
const contactAt = (customerId: string, interactionId: string, more: Partial<typeof contact> = {}): Told => ({
  type: 'InteractionRecorded',
  subject: customerId,
  data: { ...contact, interactionId, customerId, outcome: 'solved', ...more },
});

describe('facts of episodes', () => {
  it('are as they were told last, and a contact is in the episode that named it last', async () => {
    const [one, two] = [numbered(++n), numbered(++n)];
    await house.deliver(told('EpisodeOpened', one, { interactionIds: [one, two] }));
    await house.deliver(
      told('EpisodeCorrected', one, { interactionIds: [one], idleSeconds: 90 }),
      told('EpisodeOpened', two, { interactionIds: [two], number: 2, follows: one, matterId: one }),
    );
    expect(
      await house.rows(
        'select number, contacts, idle_seconds, follows from analytics.episodes where matter_id = $1 order by 1',
        [one],
      ),
    ).toEqual([
      { number: 1, contacts: 1, idle_seconds: 90, follows: null },
      { number: 2, contacts: 1, idle_seconds: 0, follows: one },
    ]);
    expect(
      await house.rows('select episode_id from analytics.episode_contacts where interaction_id = $1', [two]),
    ).toEqual([{ episode_id: two }]);
  });

  it('are without what was taken out or dissolved, and keep what another episode has told of by then', async () => {
    const [one, two, away, moved] = [numbered(++n), numbered(++n), numbered(++n), numbered(++n)];
    await house.deliver(
      told('EpisodeOpened', one, { interactionIds: [one, away, moved] }),
      told('EpisodeOpened', two, { interactionIds: [two] }, ben),
    );
    // Of a merged customer: told under another of its ids, and read before.
    await house.deliver(told('EpisodeCorrected', two, { interactionIds: [two, moved] }, ben));
    const removed = (id: string, left: string[]): Told => ({
      type: 'EpisodeContactRemoved',
      subject: ada,
      data: { ...example, episodeId: one, matterId: one, customerId: ada, interactionIds: left, removed: id },
    });
    await house.deliver(removed(away, [one, moved]), removed(moved, [one]));
    const contacts = () =>
      house.rows(
        'select interaction_id as contact, episode_id as episode from facts.episode_contacts where episode_id = any($1) order by 1',
        [[one, two]],
      );
    expect(await contacts()).toEqual([
      { contact: one, episode: one },
      { contact: two, episode: two },
      { contact: moved, episode: two },
    ]);
    await house.deliver({
      type: 'EpisodeDissolved',
      subject: ada,
      data: { episodeId: one, matterId: one, number: 1, customerId: ada, removed: one },
    });
    expect(await contacts()).toHaveLength(2);
    expect(await house.rows('select from facts.episodes where episode_id = $1', [one])).toEqual([]);
  });
});

describe('first-contact resolution', () => {
  it('is of those closed and past the window: solved in one inbound contact, and not brought up again', async () => {
    const id = (): string => numbered(++n);
    await house.deliver(
      told('EpisodeClosed', id(), closedOn('2024-05-02')),
      told('EpisodeResolutionConfirmed', id(), closedOn('2024-05-03', { resolution: 'confirmed' })),
      told('EpisodeResolutionFailed', id(), closedOn('2024-05-04', { resolution: 'failed' })),
      told('EpisodeClosed', id(), closedOn('2024-05-05', { inboundContacts: 2 })),
      told('EpisodeClosed', id(), closedOn('2024-05-06', { ended: 'withdrawn' })),
      told('EpisodeClosed', id(), closedOn('2024-06-01')),
      told('EpisodeOpened', id()),
      told('EpisodeClosed', id(), closedOn(new Date().toISOString().slice(0, 10))),
    );
    const { firstContactResolution: all, months } = await episodeMeasures(house.database.pool, 3, '2024-06');
    expect(months.map(({ month, episodes, solved }) => [month, episodes, solved])).toEqual([
      ['2024-04', 0, 0],
      ['2024-05', 5, 2],
      ['2024-06', 1, 1],
    ]);
    const { value, ...interval } = wilsonInterval(3, 6) ?? { value: null };
    expect(all).toEqual({ episodes: 6, solved: 3, share: value, ...interval });
    const [may] = await house.rows(
      `select share, low, high from analytics.first_contact_resolution where month = '2024-05'`,
    );
    const wilson = wilsonInterval(2, 5);
    expect(may).toEqual({
      share: 0.4,
      low: expect.closeTo(wilson?.low ?? 0, 12),
      high: expect.closeTo(wilson?.high ?? 0, 12),
    });
  });

  it('goes with the effort that customers said it took', async () => {
    const episodeId = numbered(++n);
    const { interactionId: _about, answers: _none, ...answer } = interactionsEvents.FeedbackGiven.example;
    const rated = (score: number): Told => ({
      type: 'FeedbackGiven',
      subject: ada,
      data: {
        ...answer,
        feedbackId: numbered(++n),
        customerId: ada,
        survey: 'ces',
        score,
        answers: [],
        interactionId: episodeId,
      },
    });
    await house.deliver(told('EpisodeClosed', episodeId, closedOn('2023-02-02')), rated(4), rated(7));
    expect(
      await house.rows('select effort, effort_answers from analytics.episodes where episode_id = $1', [episodeId]),
    ).toEqual([{ effort: 5.5, effort_answers: 2 }]);
    expect(await episodeMeasures(house.database.pool, 1, '2023-02')).toMatchObject({
      closed: 1,
      flowSeconds: 600,
      effort: { mean: 5.5, n: 2 },
    });
  });
});

describe('what an episode is worth to its customer', () => {
  it('is good when one contact solved it, until it is brought up again', async () => {
    const [who, contactId] = [numbered(++n), numbered(++n)];
    await house.deliver(contactAt(who, contactId));
    expect(await experiences(who)).toMatchObject([{ kind: 'solvedInOneContact', score: 0.2, cause_id: contactId }]);
    await house.deliver(told('EpisodeClosed', contactId, closedOn('2026-03-02'), who));
    expect(await experiences(who)).toMatchObject([{ kind: 'solvedInOneContact', cause_id: contactId }]);
    await house.deliver(
      told('EpisodeResolutionFailed', contactId, closedOn('2026-03-02', { resolution: 'failed' }), who),
    );
    expect(await experiences(who)).toEqual([]);
  });

  it('is bad to have to come again, and to be handed over a second time', async () => {
    const [who, one, two] = [numbered(++n), numbered(++n), numbered(++n)];
    const at = '2026-03-04T09:00:00.000Z';
    await house.deliver(contactAt(who, one, { handOvers: 2 }), contactAt(who, two));
    await house.deliver(
      told(
        'EpisodeOpened',
        one,
        { interactionIds: [one, two], repeat: { interactionId: two, at }, secondHandOver: { interactionId: one, at } },
        who,
      ),
    );
    expect(await experiences(who)).toMatchObject([
      { kind: 'repeatContact', score: -0.3, cause_id: two, occurred_at: new Date(at) },
      { kind: 'secondHandOver', score: -0.2, cause_id: one },
    ]);
  });
});
