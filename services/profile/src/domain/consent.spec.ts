import { describe, expect, it } from '@jest/globals';
import { specification } from '@rapport/decider';
import { consent, type ConsentEvent, type StateConsent } from './consent.ts';
import { ada } from './customer.fixture.ts';

const told = specification(consent);
const at = '2026-03-01T09:00:00.000Z';
const state = (changes: Partial<StateConsent> = {}): StateConsent => ({
  type: 'StateConsent',
  customerId: ada,
  purpose: 'marketing',
  channel: 'email',
  given: true,
  at,
  evidence: 'form',
  ...changes,
});
const stated = (type: ConsentEvent['type'], when = at): ConsentEvent & { at: string } => ({
  type,
  data: { customerId: ada, purpose: 'marketing', channel: 'email', evidence: 'form' },
  at: when,
});

describe('a statement on consent', () => {
  it('is recorded with when it was made and how it is shown', () => {
    told
      .given([])
      .when(state())
      .then([stated('ConsentGiven')]);
    told
      .given([stated('ConsentGiven')])
      .when(state({ given: false, at: '2026-04-01T09:00:00.000Z' }))
      .then([stated('ConsentWithdrawn', '2026-04-01T09:00:00.000Z')]);
  });

  it('told twice is one', () => {
    told
      .given([stated('ConsentGiven')])
      .when(state())
      .then([]);
  });

  it('keeps its words apart from the event, those of each statement', () => {
    const first = consent.decide(state({ words: 'I agree.' }), consent.initial);
    expect(JSON.stringify(first.events)).not.toContain('agree');
    expect(first.personal).toEqual({
      'words:1': { purpose: 'marketing', channel: 'email', given: true, at, words: 'I agree.' },
    });
    const after = consent.evolve(consent.initial, stated('ConsentGiven'));
    const second = consent.decide(state({ given: false, at: '2026-04-01T09:00:00.000Z', words: 'Stop.' }), after);
    expect(Object.keys(second.personal ?? {})).toEqual(['words:2']);
  });

  it('that becomes known late leaves what was said after it', () => {
    const later = consent.evolve(consent.initial, stated('ConsentWithdrawn', '2026-04-01T09:00:00.000Z'));
    expect(consent.evolve(later, stated('ConsentGiven')).last).toEqual(later.last);
  });
});
