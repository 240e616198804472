import { describe, expect, it } from '@jest/globals';
import { evidenceOf, shownBy } from './evidence.ts';

const t = (key: string, values: Record<string, unknown> = {}) => String(values['defaultValue'] ?? key);

describe('the evidence of a step', () => {
  it('is told one line a field, with codes in words and nothing for what is empty', () => {
    const evidence = {
      apology: true,
      met: ['quick', 'noTrouble'],
      unmet: [],
      at: '2026-03-02T10:00:00.000Z',
      actions: [{ owner: 'agent-7', action: 'partDelivery' }],
    };
    expect(evidenceOf(evidence, t, 'en')).toEqual([
      { name: 'actions', text: 'part delivery, agent-7' },
      { name: 'met', text: 'quick · no trouble' },
      { name: 'apology', text: 'form.verify.yes' },
    ]);
  });

  it('is nothing before the step was taken', () => expect(evidenceOf(undefined, t, 'en')).toEqual([]));

  it('holds the texts of its own step only', () => {
    const personal = { restatement: 'It came late.', finalAnswer: 'A new one is on its way.' };
    const shown = shownBy({ evidence: { confirm: { agreedBy: 'phone' } }, personal }, 'confirm');
    expect(shown).toEqual({ restatement: 'It came late.', agreedBy: 'phone' });
  });
});
