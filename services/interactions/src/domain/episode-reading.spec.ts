import { describe, expect, it } from '@jest/globals';
import { interactionsEvents, type EventOfType } from '@rapport/contracts';
import { readDelivery } from './delivery-reading.ts';
import { readEpisode } from './episode-reading.ts';
import { at } from './matter.fixture.ts';
import { rules } from './standards.fixture.ts';

type Facts = EventOfType<'EpisodeCorrected'>['data'];
const open: Facts = { ...interactionsEvents.EpisodeCorrected.example, openedAt: at(2) };
const by = { channel: 'email', valueClass: 'other', team: 'service' };

const read = (more: Partial<Facts> = {}, when = at(2, '10:00')) => readEpisode(rules, { ...open, ...more }, by, when);
const closed = { closedAt: at(4), ended: 'solved' as const, windowEndsAt: at(11), resolution: 'pending' as const };

describe('an episode', () => {
  it('that is open runs against its time to be solved, of the channel by which it came', () => {
    expect(read().readings).toMatchObject([
      { facts: { standard: 'written.resolve', team: 'service', since: at(2) }, due: { dueAt: at(3, '17:00') } },
    ]);
    expect(readEpisode(rules, open, { valueClass: 'other' }, at(2)).readings).toEqual([]);
  });

  it('is done when it is closed, and withdrawn where the need went away', () => {
    expect(read(closed).readings[0]).toMatchObject({ ended: { at: at(4), how: 'done', took: 16 } });
    expect(read({ ...closed, ended: 'duplicate' }).readings[0]).toMatchObject({ ended: { how: 'withdrawn' } });
  });

  it('stands still while we wait for the customer', () => {
    const waits = [{ from: at(2, '10:00'), until: at(2, '12:00') }];
    expect(read({ waits }).readings).toMatchObject([{ due: { dueAt: at(4, '11:00') }, waits }]);
    expect(read({ ...closed, waits }).readings[0]).toMatchObject({ ended: { took: 14 } });
    const idle = read({ waits: [{ from: at(2, '10:00') }], handOvers: 1, handedOverAt: at(2, '15:00') }).readings[1];
    expect(idle).toMatchObject({ facts: { measure: 'idle' }, waits: [{ from: at(2, '15:00') }] });
  });

  it('that was handed over waits to be taken up, each time anew', () => {
    const idle = (since: string) => read({ handOvers: 1, handedOverAt: since }).readings[1];
    expect(idle(at(2, '15:00'))).toMatchObject({
      facts: { measure: 'idle', since: at(2, '15:00') },
      due: { dueAt: at(3, '11:00') },
    });
    expect(idle(at(2, '15:00'))?.facts.clockId).not.toBe(idle(at(2, '16:00'))?.facts.clockId);
    expect(read({}, at(3)).ends).toEqual({ measures: ['idle'], ended: { at: at(3), how: 'done' } });
  });

  it('breaches with the hand-over that is one too many, and meets when it is closed without', () => {
    const handOvers = (more: Partial<Facts>) =>
      read(more).readings.filter(({ facts }) => facts.measure === 'handOvers');
    expect(handOvers({ handOvers: 1 })).toEqual([]);
    expect(handOvers({ handOvers: 2 })).toMatchObject([{ met: false, took: 2, at: at(2, '10:00') }]);
    expect(handOvers({ ...closed, handOvers: 1 })).toMatchObject([{ met: true, at: at(4) }]);
  });

  it('of which the customer had to come again breaches; once the window has passed it meets', () => {
    const repeats = (resolution: 'pending' | 'confirmed' | 'failed') =>
      read({ ...closed, resolution }, at(5)).readings.filter(({ facts }) => facts.measure === 'repeats');
    expect(repeats('pending')).toEqual([]);
    expect(repeats('failed')).toMatchObject([{ met: false, at: at(5) }]);
    expect(repeats('confirmed')).toMatchObject([{ met: true, at: at(11) }]);
  });

  it('that we began ourselves nobody waits for', () => {
    expect(read({ inboundContacts: 0 })).toEqual({
      readings: [],
      ends: { measures: ['resolve', 'idle'], ended: { at: at(2, '10:00'), how: 'mistaken' } },
    });
  });
});

describe('a delivery', () => {
  const { example } = interactionsEvents.DeliveryMade;
  it('is right, or breaches with how much is wrong', () => {
    expect(readDelivery(rules, example, 'other')).toMatchObject([{ met: true, took: 0 }]);
    expect(readDelivery(rules, { ...example, damaged: true, lost: 2 }, 'other')).toMatchObject([
      { met: false, took: 2 },
    ]);
  });
});
