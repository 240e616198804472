import { describe, expect, it } from '@jest/globals';
import { DomainError } from '@rapport/decider';
import { v5 } from 'uuid';
import { chanceOf, checkRules, rulesAt, sampled, type Contact, type Person, type SamplingRules } from './sampling.ts';

const NAMESPACE = '6f1c3a52-6d0e-5a7e-9f63-0b6b7a8f4e21';
const N = 10_000;
const ids = Array.from({ length: N }, (_, n) => v5(`contact ${n}`, NAMESPACE));
const idOf = (n: number): string => ids[n] ?? '';

const rules: SamplingRules = {
  version: 1,
  validFrom: '2026-01-01T00:00:00.000Z',
  on: true,
  seed: 'spring',
  restDays: 30,
  linkDays: 14,
  lateHours: 72,
  exceptTypes: ['complaint'],
  exceptOutcomes: ['abandoned'],
  rules: [
    { valueClass: 'gold', survey: 'csat', share: 0.5 },
    { channel: 'phone', survey: 'csat', share: 0.2 },
    { survey: 'nps', share: 0.2 },
  ],
};
const contact = (change: Partial<Contact> = {}): Contact => ({
  interactionId: idOf(1),
  channel: 'phone',
  type: 'support',
  occurredAt: '2026-03-02T10:00:00.000Z',
  recordedAt: '2026-03-02T10:00:01.000Z',
  ...change,
});
const person: Person = { valueClass: 'other', openComplaints: 0, lastAskedAt: null };
const everybody: SamplingRules = { ...rules, rules: [{ survey: 'csat', share: 1 }] };

/** χ² of how often each group was chosen, against one share for all. */
function chiSquare(groups: readonly { readonly n: number; readonly chosen: number }[], share?: number): number {
  const all = groups.reduce((sum, { n }) => sum + n, 0);
  const p = share ?? groups.reduce((sum, { chosen }) => sum + chosen, 0) / all;
  return groups.reduce((sum, { n, chosen }) => sum + (chosen - n * p) ** 2 / (n * p * (1 - p)), 0);
}
/** The upper percentile of χ² by degrees of freedom, from any table. */
const ONE_PERCENT = new Map([
  [1, 6.635],
  [4, 13.277],
  [9, 21.666],
  [12, 26.217],
  [19, 36.191],
]);

describe('who is sampled', () => {
  it('follows the first rule that fits class and channel', () => {
    const all = { ...rules, rules: rules.rules.map(rule => ({ ...rule, share: 1 })) };
    expect(sampled([all], contact({ channel: 'web' }), { ...person, valueClass: 'gold' })?.survey).toBe('csat');
    expect(sampled([all], contact({ channel: 'web' }), person)?.survey).toBe('nps');
    expect(sampled([all], contact(), person)?.survey).toBe('csat');
    const few = { ...rules, rules: [{ channel: 'chat', survey: 'csat', share: 1 }] };
    expect(sampled([few], contact(), person)).toBeUndefined();
  });

  it.each<[string, Contact, Person]>([
    ['with an open complaint', contact(), { ...person, openComplaints: 1 }],
    ['who was asked 29 days ago', contact(), { ...person, lastAskedAt: '2026-02-01T10:00:00.000Z' }],
    ['who was asked after this contact', contact(), { ...person, lastAskedAt: '2026-03-20T10:00:00.000Z' }],
    ['who complained', contact({ type: 'complaint' }), person],
    ['who hung up', contact({ outcome: 'abandoned' }), person],
    ['whose contact is told of four days later', contact({ recordedAt: '2026-03-06T10:00:00.000Z' }), person],
  ])('is never somebody %s', (_who, about, whom) => {
    expect(sampled([everybody], contact(), person)).toBeDefined();
    expect(sampled([everybody], about, whom)).toBeUndefined();
  });

  it('is nobody where the rules are switched off, or not in force yet', () => {
    expect(sampled([{ ...everybody, on: false }], contact(), person)).toBeUndefined();
    expect(sampled([{ ...everybody, validFrom: '2027-01-01T00:00:00.000Z' }], contact(), person)).toBeUndefined();
    const off = { ...everybody, version: 2, on: false, validFrom: '2026-02-01T00:00:00.000Z' };
    expect(rulesAt([everybody, off], '2026-01-15T00:00:00.000Z')?.version).toBe(1);
    expect(sampled([everybody, off], contact(), person)).toBeUndefined();
  });
});

describe('how the link reaches the customer', () => {
  it('is as the rule says that chose it', () => {
    const sent: SamplingRules = { ...rules, rules: [{ survey: 'csat', share: 1, sendBy: 'email' }] };
    expect(sampled([sent], contact(), person)?.sendBy).toBe('email');
    expect(sampled([everybody], contact(), person)).not.toHaveProperty('sendBy');
  });
});

describe('sampling is fair', () => {
  const chosen = (n: number, about: Partial<Contact> = {}, whom = person, seed = rules.seed): boolean =>
    sampled([{ ...rules, seed }], contact({ interactionId: idOf(n), ...about }), whom) !== undefined;
  const counted = (from: number, step: number, ask: (n: number) => boolean) => {
    let [n, taken] = [0, 0];
    for (let i = from; i < N; i += step) {
      n += 1;
      if (ask(i)) taken += 1;
    }
    return { n, chosen: taken };
  };

  it.each([
    ['other', 0.2],
    ['gold', 0.5],
  ])(
    'asks the share of the rule, whatever the seed: χ² of class %s against %d with twelve seeds',
    (valueClass, share) => {
      const seeds = [...'abcdefghijkl'];
      const groups = seeds.map(seed => counted(0, 2, n => chosen(n, {}, { ...person, valueClass }, seed)));
      expect(chiSquare(groups, share)).toBeLessThan(ONE_PERCENT.get(12) ?? 0);
    },
  );

  it('is alike for all customers of a class: χ² over twenty groups of them', () => {
    const groups = Array.from({ length: 20 }, (_, group) => counted(group, 20, n => chosen(n)));
    expect(chiSquare(groups)).toBeLessThan(ONE_PERCENT.get(19) ?? 0);
  });

  it('does not depend on the channel where the share is the same: χ² over five channels', () => {
    const channels = ['phone', 'web', 'chat', 'branch', 'visit'];
    const groups = channels.map((channel, i) => counted(i, channels.length, n => chosen(n, { channel })));
    expect(chiSquare(groups)).toBeLessThan(ONE_PERCENT.get(4) ?? 0);
  });

  it('chooses others with another seed: the two have nothing to do with each other', () => {
    const autumn = (n: number): boolean => chosen(n, {}, person, 'autumn');
    const among = counted(0, 1, n => chosen(n) && autumn(n));
    const first = counted(0, 1, n => chosen(n));
    expect(chiSquare([{ n: first.chosen, chosen: among.chosen }], 0.2)).toBeLessThan(ONE_PERCENT.get(1) ?? 0);
  });

  it('gives every customer the same chance in the long run: χ² of how often each of ten, seen 1,000 times, is chosen', () => {
    const groups = Array.from({ length: 10 }, (_, customer) => counted(customer, 10, n => chosen(n)));
    expect(chiSquare(groups)).toBeLessThan(ONE_PERCENT.get(9) ?? 0);
  });

  it('decides the same again, for the same contact', () => {
    const [first, again] = [0, 1].map(() => Array.from({ length: 500 }, (_, n) => chanceOf('s', idOf(n))));
    expect(first).toEqual(again);
    expect(Math.min(...(first ?? []))).toBeGreaterThanOrEqual(0);
    expect(Math.max(...(first ?? []))).toBeLessThan(1);
  });

  it('spreads over the whole range: χ² over ten tenths', () => {
    const tenths = Array.from({ length: 10 }, () => 0);
    for (let n = 0; n < N; n++) {
      const tenth = Math.floor(chanceOf('spring', idOf(n)) * 10);
      tenths[tenth] = (tenths[tenth] ?? 0) + 1;
    }
    const statistic = tenths.reduce((sum, count) => sum + (count - N / 10) ** 2 / (N / 10), 0);
    expect(statistic).toBeLessThan(ONE_PERCENT.get(9) ?? 0);
  });
});

describe('rules', () => {
  const surveys = new Set(['csat', 'nps']);

  it('are refused where one asks no survey, or is never reached', () => {
    const faults = (list: SamplingRules['rules']): unknown => {
      try {
        return checkRules(list, surveys);
      } catch (error) {
        return error instanceof DomainError ? error.errors.map(({ pointer }) => pointer) : error;
      }
    };
    expect(faults(rules.rules)).toBeUndefined();
    expect(faults([{ survey: 'ces', share: 1 }])).toEqual(['/rules/0/survey']);
    expect(
      faults([
        { channel: 'phone', survey: 'csat', share: 1 },
        { channel: 'phone', valueClass: 'gold', survey: 'nps', share: 1 },
      ]),
    ).toEqual(['/rules/1']);
  });
});
