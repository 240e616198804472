import { describe, expect, it } from '@jest/globals';
import { specification } from '@rapport/decider';
import { matter } from './matter.decider.ts';
import { ada, after, at, attach, contact, detach, lastWords, matterId, nth } from './matter.fixture.ts';
import { episodeId } from './matter.ts';

const types = (told: ReturnType<typeof after>): string[] => told.events.map(({ type }) => type);
const solved = contact(1, at(2), { outcome: 'solved' });
const again = contact(2, at(5));

describe('an episode', () => {
  it('is opened by its first contact, and closed by the one that solved it', () => {
    const told = after([attach(solved)]);
    expect(types(told)).toEqual(['EpisodeOpened', 'EpisodeClosed']);
    expect(told.events[1]).toMatchObject({
      at: at(2),
      data: {
        episodeId: matterId,
        matterId,
        customerId: ada,
        ended: 'solved',
        resolution: 'pending',
        windowEndsAt: at(9),
      },
    });
  });

  it('is resolved when seven days have passed, and not before', () => {
    const told = after([attach(solved)]);
    expect(matter.nextDue?.(told.state)).toBe(at(9));
    expect(types(after([{ type: 'PassTime', now: at(8) }], told.state))).toEqual([]);
    const later = after([{ type: 'PassTime', now: at(20) }], told.state);
    expect(later.events).toMatchObject([
      { type: 'EpisodeResolutionConfirmed', at: at(9), data: { resolution: 'confirmed' } },
    ]);
    expect(matter.nextDue?.(later.state)).toBeNull();
    expect(types(after([{ type: 'PassTime', now: at(30) }], later.state))).toEqual([]);
  });

  it('is not resolved when the customer comes again within them: a linked one opens', () => {
    const told = after([attach(solved), attach(again)]);
    expect(types(told).slice(2)).toEqual(['EpisodeResolutionFailed', 'EpisodeOpened']);
    expect(told.events[3]).toMatchObject({
      data: { episodeId: episodeId(matterId, 2), number: 2, follows: matterId, repeat: { interactionId: nth(2) } },
    });
    expect(matter.nextDue?.(told.state)).toBeNull();
  });

  it('was not resolved after all when a contact within them becomes known late', () => {
    const told = after([attach(solved), { type: 'PassTime', now: at(20) }, attach(again)]);
    expect(types(told).slice(2)).toEqual(['EpisodeResolutionConfirmed', 'EpisodeResolutionFailed', 'EpisodeOpened']);
    expect(lastWords(told.events)).toMatchObject([{ resolution: 'failed' }, { follows: matterId }]);
  });

  it('is closed by whoever says so, once', () => {
    const open = after([attach(again)]);
    const close = { type: 'CloseEpisode', at: at(6), reason: 'withdrawn' } as const;
    const closed = after([close], open.state);
    expect(closed.events).toMatchObject([
      { type: 'EpisodeClosed', at: at(6), data: { ended: 'withdrawn', flowSeconds: 86_400 } },
    ]);
    expect(types(after([close], closed.state))).toEqual([]);
    expect(() => after([{ ...close, at: at(7) }], closed.state)).toThrow('was open at that time');
    specification(matter).given([]).when(close).thenRefused('episode-unknown');
  });

  it('knows each contact once, and none of another customer', () => {
    const told = after([attach(solved), attach(solved)]);
    expect(types(told)).toHaveLength(2);
    const other = { ...attach(again), customerId: nth(99) };
    expect(() => after([other], told.state)).toThrow('another customer');
    const { claims } = matter.decide(attach(again), told.state);
    expect(claims).toEqual([{ kind: 'contactOfMatter', value: nth(2) }]);
  });

  it('keeps what the customer said apart from its events', () => {
    const { personal, events } = matter.decide({ ...attach(solved), need: 'My boiler drips' }, matter.initial);
    expect(personal).toEqual({ need: 'My boiler drips' });
    expect(JSON.stringify(events)).not.toContain('boiler');
  });

  it('stands without a contact that was put to it by mistake, and is dissolved with its last one', () => {
    const told = after([attach(solved), attach(again), detach(again)]);
    expect(types(told).slice(4)).toEqual(['EpisodeCorrected', 'EpisodeDissolved']);
    expect(told.events.slice(4)).toMatchObject([
      { data: { number: 1, resolution: 'pending' } },
      { data: { episodeId: episodeId(matterId, 2), removed: nth(2) } },
    ]);
    expect(matter.nextDue?.(told.state)).toBe(at(9));
    const more = after([attach(contact(1, at(2))), attach(again), detach(again)]);
    expect(more.events.at(-1)).toMatchObject({
      type: 'EpisodeContactRemoved',
      data: { episodeId: matterId, removed: nth(2), interactionIds: [nth(1)], inboundContacts: 1 },
    });
    const gone = after([detach(solved)], told.state);
    expect(gone.events).toMatchObject([{ type: 'EpisodeDissolved', data: { episodeId: matterId, removed: nth(1) } }]);
    expect(gone.state.contacts).toEqual([]);
    specification(matter).given(told.events).when(detach(again)).thenNothing();
    specification(matter)
      .given(told.events)
      .when(detach(contact(7, at(5))))
      .thenRefused('interaction-unknown');
  });

  it('takes a contact back that a person puts here again, by a claim of its own', () => {
    const told = after([attach(solved), attach(again), detach(again)]);
    expect(after([attach(again)], told.state).events).toEqual([]);
    const back = attach({ ...again, from: [matterId] });
    const { claims, events } = matter.decide(back, told.state);
    expect(claims).toEqual([{ kind: 'contactOfMatter', value: `${nth(2)} ${matterId}` }]);
    expect(events.map(({ type }) => type)).toEqual(['EpisodeResolutionFailed', 'EpisodeOpened']);
  });

  it('moves contacts to another episode where a closing becomes known late, and tells so of each', () => {
    const told = after([
      attach(contact(1, at(2))),
      attach(contact(3, at(6))),
      attach(contact(2, at(4), { outcome: 'solved' })),
    ]);
    expect(types(told).slice(2)).toEqual([
      'EpisodeContactAdded',
      'EpisodeClosed',
      'EpisodeResolutionFailed',
      'EpisodeOpened',
    ]);
    expect(lastWords(told.events).map(({ interactionIds }) => interactionIds)).toEqual([[nth(1), nth(2)], [nth(3)]]);
  });
});
