import { describe, expect, it } from '@jest/globals';
import { episodesOf, type Contact, type Episode } from './episode.ts';
import { at, contact, nth } from './matter.fixture.ts';

const rules = [{ version: 1, from: '1970-01-01T00:00:00.000Z', recontactDays: 7 }];
const episodes = (
  contacts: readonly Contact[],
  closings: Parameters<typeof episodesOf>[0]['closings'] = [],
): Episode[] => episodesOf({ contacts, closings, turns: [] }, rules);

describe('histories of one need', () => {
  it('solved in one call', () => {
    expect(episodes([contact(1, at(2), { outcome: 'solved', endedAt: at(2, '09:12') })])).toEqual([
      {
        number: 1,
        type: 'support',
        openedAt: at(2),
        lastContactAt: at(2),
        interactionIds: [nth(1)],
        inboundContacts: 1,
        handOvers: 0,
        idleSeconds: 0,
        closedAt: at(2, '09:12'),
        ended: 'solved',
        flowSeconds: 720,
        resolution: 'pending',
        follows: false,
      },
    ]);
  });

  it('through three departments: two hand-overs lay idle for two hours and a day, and it took two days', () => {
    const [one, ...more] = episodes([
      contact(1, at(2, '09:00'), { outcome: 'handedOver', endedAt: at(2, '09:30') }),
      contact(2, at(2, '11:00'), {
        direction: 'outbound',
        startedAt: at(2, '11:30'),
        outcome: 'handedOver',
        handOvers: 1,
        handedOverAt: at(2, '12:00'),
        endedAt: at(2, '12:10'),
      }),
      contact(3, at(3, '12:00'), { direction: 'outbound', outcome: 'solved', endedAt: at(4, '09:00') }),
    ]);
    expect(more).toEqual([]);
    expect(one).toMatchObject({
      inboundContacts: 1,
      handOvers: 2,
      idleSeconds: (2 + 24) * 3600,
      flowSeconds: 2 * 86_400,
      secondHandOver: { interactionId: nth(2), at: at(2, '11:00') },
    });
    expect(one).not.toHaveProperty('handedOverAt');
    expect(one).not.toHaveProperty('repeat');
  });

  it('handed over and not yet taken up: it waits since then; given up, it lay idle until it was closed', () => {
    const waiting = contact(1, at(2), { outcome: 'handedOver' });
    expect(episodes([waiting])).toMatchObject([{ handedOverAt: at(2), idleSeconds: 0, handOvers: 1 }]);
    const [given] = episodes([waiting], [{ at: at(2, '10:00'), reason: 'unreachable' }]);
    expect(given).toMatchObject({ idleSeconds: 3600, ended: 'unreachable', flowSeconds: 3600 });
    expect(given).not.toHaveProperty('handedOverAt');
  });

  it('that the customer had to call about twice was repeated, and ours in between do not count', () => {
    const [one] = episodes([
      contact(1, at(2), { outcome: 'promised' }),
      contact(2, at(3), { direction: 'outbound' }),
      contact(3, at(4), { outcome: 'solved' }),
    ]);
    expect(one).toMatchObject({ inboundContacts: 2, repeat: { interactionId: nth(3), at: at(4) } });
  });

  it('brought up again within seven days: an episode that follows, and the first was not resolved', () => {
    const [first, second] = episodes([
      contact(1, at(2), { outcome: 'solved' }),
      contact(2, at(9, '08:59'), { outcome: 'solved' }),
    ]);
    expect(first).toMatchObject({ resolution: 'failed', inboundContacts: 1 });
    expect(second).toMatchObject({
      number: 2,
      follows: true,
      repeat: { interactionId: nth(2) },
      resolution: 'pending',
    });
  });

  it('brought up again after seven days: another episode, and the first stays resolved', () => {
    const [first, second] = episodes([contact(1, at(2), { outcome: 'solved' }), contact(2, at(9))]);
    expect(first).toMatchObject({ resolution: 'pending' });
    expect(second).toMatchObject({ follows: false });
    expect(second).not.toHaveProperty('repeat');
  });

  it('followed up by us after it was solved: no new need, and nothing fails', () => {
    const [first, ...more] = episodes([
      contact(1, at(2), { outcome: 'solved' }),
      contact(2, at(4), { direction: 'outbound', outcome: 'solved' }),
    ]);
    expect(more).toEqual([]);
    expect(first).toMatchObject({ closedAt: at(2), lastContactAt: at(4), inboundContacts: 1, resolution: 'pending' });
  });
});
