import { describe, expect, it } from '@jest/globals';
import { readAnswer } from './answer.ts';
import { csat, recovery, servqual, wallet } from './survey.fixture.ts';

const fields = (values: Readonly<Record<string, string>>) => new Map(Object.entries(values));
const faults = (read: ReturnType<typeof readAnswer>) =>
  'faults' in read ? Object.fromEntries(read.faults) : undefined;

describe('a form that was filled in', () => {
  it('is a score, with what may be left out and a comment', () => {
    const sent = fields({ 'a.satisfied': '4', 'a.people': '', comment: ' Lovely\u0000 ' });
    expect(readAnswer(csat, sent)).toEqual({ answer: { score: 4, comment: 'Lovely' } });
    expect(readAnswer(csat, fields({ 'a.satisfied': '4', 'a.people': '7' }))).toEqual({
      answer: { score: 4, ratings: [{ item: 'people', driverLevel: 'people', value: 7 }] },
    });
  });

  it('is expectations, perceptions and points', () => {
    const both = { 'e.prompt': '7', 'p.prompt': '3', 'e.polite': '5', 'p.polite': '6' };
    const answers = [
      { dimension: 'responsiveness', item: 'prompt', expectation: 7, perception: 3 },
      { dimension: 'assurance', item: 'polite', expectation: 5, perception: 6 },
    ];
    expect(readAnswer(servqual, fields(both))).toEqual({ answer: { answers } });
    const weighed = { ...both, 'w.responsiveness': '100', 'w.assurance': '' };
    const weights = [
      { dimension: 'responsiveness', points: 100 },
      { dimension: 'assurance', points: 0 },
    ];
    expect(readAnswer(servqual, fields(weighed))).toEqual({ answer: { answers, weights } });
    expect(faults(readAnswer(servqual, fields({ ...weighed, 'w.assurance': '1' })))).toEqual({
      points: { word: 'notHundred', sum: 101 },
    });
    expect(faults(readAnswer(servqual, fields({ ...weighed, 'w.assurance': 'much' })))).toEqual({
      'w.assurance': { word: 'badPoints' },
    });
  });

  it('is a wallet, in minor units of the currency', () => {
    const read = (spend: string, currency: string) =>
      readAnswer(wallet, fields({ 'a.spend': spend, currency, 'a.brands': '3', 'a.rank': '1' }));
    const spent = (minor: number, currency: string) => ({
      answer: { wallet: { spend: { minor, currency }, brands: 3, rank: 1 } },
    });
    expect(read('1 200,5', 'EUR')).toEqual(spent(120_050, 'EUR'));
    expect(read('90000', 'JPY')).toEqual(spent(90_000, 'JPY'));
    expect(faults(read('1.5', 'JPY'))).toEqual({ 'a.spend': { word: 'badAmount' } });
    expect(faults(read('12', 'SEK'))).toEqual({ 'a.spend': { word: 'badAmount' } });
    expect(read('', 'EUR')).toEqual({ answer: { wallet: { brands: 3, rank: 1 } } });
  });

  it('is a yes or no to each demand', () => {
    const demands = [
      { item: 'quick', demand: 'quick', met: true },
      { item: 'heard', demand: 'heard', met: false },
    ];
    expect(readAnswer(recovery, fields({ 'a.quick': 'yes', 'a.heard': 'no' }))).toEqual({ answer: { demands } });
  });

  it.each<[Record<string, string>, Record<string, unknown>]>([
    [{}, { 'a.satisfied': { word: 'missing' } }],
    [{ 'a.satisfied': '0' }, { 'a.satisfied': { word: 'missing' } }],
    [{ 'a.satisfied': '6' }, { 'a.satisfied': { word: 'missing' } }],
    [{ 'a.satisfied': '4.5' }, { 'a.satisfied': { word: 'missing' } }],
    [{ 'a.satisfied': '4', comment: 'x'.repeat(4001) }, { comment: { word: 'tooLong' } }],
  ])('says what is wrong with %j', (values, expected) => {
    expect(faults(readAnswer(csat, fields(values)))).toEqual(expected);
  });
});
