import { describe as group, expect, it } from '@jest/globals';
import { describe, toneOf } from './events.ts';
import { humanise } from './words.ts';

const t = (key: string, values: Record<string, unknown> = {}) => {
  const { defaultValue, ...rest } = values;
  return key.startsWith('event.') && key !== 'event.Unheard' ? `${key} ${JSON.stringify(rest)}` : String(defaultValue);
};

group('telling an event in one line', () => {
  it('names a contact by its type and outcome', () => {
    const event = { type: 'InteractionRecorded', summary: { type: 'support', outcome: 'handedOver' } };
    expect(describe(event, t, 'en')).toBe('support, handed over');
  });

  it('names a survey that has no score', () => {
    expect(describe({ type: 'FeedbackGiven', summary: { survey: 'recovery' } }, t, 'en')).toBe(
      'event.FeedbackOther {"survey":"recovery"}',
    );
  });

  it('tells the widest gap of a SERVQUAL survey', () => {
    const widestGap = { dimension: 'responsiveness', expectation: 6, perception: 3 };
    const line = describe({ type: 'FeedbackGiven', summary: { survey: 'servqual', widestGap } }, t, 'en');
    expect(line).toContain('"dimension":"responsiveness","expectation":6,"perception":3');
  });

  it('shows money in its currency', () => {
    const event = { type: 'PurchaseMade', summary: { amount: { minor: 31200, currency: 'EUR' } } };
    expect(describe(event, t, 'en')).toContain('€312.00');
  });

  it('still says something of an event it has never heard of', () => {
    expect(describe({ type: 'Unheard' }, t, 'en')).toBe('Unheard');
    expect(humanise('documentsOrBilling')).toBe('documents or billing');
  });

  it('names what was promised, of which it knows the kind alone', () => {
    const event = { type: 'PromiseBroken', summary: { kind: 'callBack' } };
    expect(describe(event, t, 'en')).toContain('"promiseKind":"call back"');
    expect(toneOf(event)).toBe('bad');
  });

  it('marks bad news and verified recoveries', () => {
    expect(toneOf({ type: 'FeedbackGiven', summary: { survey: 'csat', score: 2 } })).toBe('bad');
    expect(toneOf({ type: 'FeedbackGiven', summary: { survey: 'nps', score: 9 } })).toBe('good');
    expect(toneOf({ type: 'ComplaintClosed', summary: { recovered: false } })).toBe('plain');
    expect(toneOf({ type: 'ComplaintOpened' })).toBe('bad');
  });
});
