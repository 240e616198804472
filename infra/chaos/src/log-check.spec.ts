import { describe, expect, it } from '@jest/globals';
import type { Entry } from './journal.ts';
import { checkLog, type Told } from './log-check.ts';

const told = (sequence: number, rest: Partial<Told> = {}): Told => ({
  service: 'interactions',
  subject: 'ann',
  sequence,
  id: `event-${sequence}`,
  type: 'PurchaseMade',
  about: `purchase-${sequence}`,
  forged: false,
  ...rest,
});
const acknowledged = (sequence: number, rest: Partial<Entry> = {}): Entry => ({
  n: sequence,
  service: 'interactions',
  kind: 'purchase',
  customer: 'ann',
  state: 'acknowledged',
  effect: `PurchaseMade:purchase-${sequence}`,
  token: `interactions=ann:${sequence}`,
  tries: 1,
  ...rest,
});
const check = (events: readonly Told[], entries: readonly Entry[]) => checkLog(events, entries);
const clean = { lost: [], doubled: [], outOfOrder: [], resent: 0 };

describe('the check of the log', () => {
  it('finds nothing where each acknowledged command was told once and in order', () => {
    expect(check([told(1), told(2)], [acknowledged(1), acknowledged(2)])).toEqual(clean);
  });

  it('takes what a relay sent twice for what it is', () => {
    expect(check([told(1), told(2), told(1)], [acknowledged(1), acknowledged(2)])).toEqual({ ...clean, resent: 1 });
  });

  it('sees what was acknowledged and never told', () => {
    expect(check([told(1)], [acknowledged(1), acknowledged(2)]).lost).toHaveLength(2);
  });

  it('sees a hole in the numbers of a subject', () => {
    expect(check([told(1), told(3)], [acknowledged(1), acknowledged(3)]).lost).toEqual([
      'interactions=ann:2 is missing in the topic',
    ]);
  });

  it('sees an order that was turned round', () => {
    const { outOfOrder, lost } = check([told(2), told(1)], [acknowledged(1), acknowledged(2)]);
    expect([outOfOrder, lost]).toEqual([['interactions=ann:1 came after 2'], []]);
  });

  it('sees a command carried out twice, and one that nobody acknowledged', () => {
    const twice = [told(1), told(2, { about: 'purchase-1' })];
    expect(check(twice, [acknowledged(1)]).doubled).toEqual(['PurchaseMade:purchase-1 was told by 2 events']);
    expect(check([told(1)], []).doubled).toEqual(['PurchaseMade:purchase-1 was told and never acknowledged']);
  });

  it('sees a number that was given to two events', () => {
    const again = [told(1), told(1, { id: 'another' })];
    expect(check(again, [acknowledged(1)]).doubled).toContain('interactions=ann:1 stands for two events');
  });

  it('does not ask for the order of what the suite has published itself, but for its being the same', () => {
    const forged = told(2, { forged: true });
    expect(check([forged, told(1), told(2)], [acknowledged(1), acknowledged(2)])).toEqual(clean);
  });
});
