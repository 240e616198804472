import { describe, expect, it } from '@jest/globals';
import { experienceName } from './experience.ts';

const t = (_key: string, values: Record<string, unknown> = {}) => String(values['defaultValue']);
const named = (kind: string, label?: string) =>
  experienceName({ eventId: 'e', kind, occurredAt: '', score: 0, weight: 1, ...(label ? { label } : {}) }, t);

describe('naming an experience', () => {
  it('shows a survey on its scale', () => expect(named('nps.9')).toBe('NPS 9/10'));
  it('falls back to its label, then to its code', () => {
    expect(named('standardBreached', 'house standard missed')).toBe('house standard missed');
    expect(named('standardBreached')).toBe('standard breached');
  });
});
