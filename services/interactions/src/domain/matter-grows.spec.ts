import { describe, expect, it } from '@jest/globals';
import { contractOf } from '@rapport/contracts';
import type { Contact } from './episode.ts';
import { episodesIn, matter } from './matter.decider.ts';
import { after, at, attach, contact, detach, matterId, nth } from './matter.fixture.ts';
import type { Matter } from './matter.ts';

const start = Date.parse(at(1));
const minute = (n: number): string => new Date(start + n * 60_000).toISOString();
const told = (n: number, more: Partial<Contact> = {}): Contact =>
  contact(n, minute(n), {
    startedAt: minute(n),
    endedAt: minute(n + 1),
    handOvers: 1,
    outcome: 'handedOver',
    handedOverAt: minute(n + 1),
    ...more,
  });
const holding = (contacts: readonly Contact[]): Matter => ({ ...after([attach(told(1))]).state, contacts });
const many = (n: number): Contact[] => Array.from({ length: n }, (_, i) => told(i + 1));
const size = (value: unknown): number => JSON.stringify(value).length;

describe('a matter that grows', () => {
  it('holds a thousand contacts of one episode, and the one that became known last may be the first', () => {
    const all = many(1_000);
    const grown = after(all.slice(1, 21).map(attach), holding([...all.slice(0, 1), ...all.slice(21)]));
    const first = told(0, { interactionId: nth(5_000) });
    const { state, events } = after([attach(first)], grown.state);
    expect(episodesIn(state)).toMatchObject([{ inboundContacts: 1_001, handOvers: 1_001, openedAt: minute(0) }]);
    for (const { type, data } of [...grown.events, ...events]) {
      expect(contractOf(type)?.check(data)).toBe(true);
      expect(size(data)).toBeLessThan(65_536);
    }
    expect(size(state)).toBeLessThan(matter.maxStateBytes ?? 0);
  });

  it('says how many contacts an episode can hold, and holds as many', () => {
    const full = after([attach(told(1_500))], holding(many(1_499)));
    expect(
      full.events.map(({ data }) => size(data) < 65_536 && contractOf('EpisodeContactAdded')?.check(data)),
    ).toEqual([true]);
    expect(size(full.state)).toBeLessThan(matter.maxStateBytes ?? 0);
    expect(() => after([attach(told(1_501))], full.state)).toThrow('1500 contacts');
  });

  it('has room for what comes after a closing, and is not made one episode again where that would hold too many', () => {
    const closing = told(1_000, { outcome: 'solved' });
    const state = holding([...many(999), closing, ...many(1_700).slice(1_000)]);
    expect(after([attach(told(1_701))], state).events).toMatchObject([
      { type: 'EpisodeContactAdded', data: { number: 2, inboundContacts: 701 } },
    ]);
    expect(() => after([detach(closing)], state)).toThrow('1500 contacts');
    expect(matterId).toBe(episodesIn(state)[0]?.episodeId);
  });
});
