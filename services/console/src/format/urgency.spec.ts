import { describe, expect, it } from '@jest/globals';
import { byUrgency, isLate } from './urgency.ts';

const now = Date.parse('2026-03-10T12:00:00Z');
const due = (id: string, dueAt: string | null, breached = false) => ({ id, dueAt, breached });

describe('what needs attention first', () => {
  it('is the late, then the next due, and last what has no clock', () => {
    const rows = [
      due('none', null),
      due('tomorrow', '2026-03-11T12:00:00Z'),
      due('late', '2026-03-09T12:00:00Z'),
      due('breached before, next due later', '2026-03-12T12:00:00Z', true),
      due('today', '2026-03-10T14:00:00Z'),
    ];
    expect(byUrgency(rows, now).map(row => row.id)).toEqual([
      'late',
      'breached before, next due later',
      'today',
      'tomorrow',
      'none',
    ]);
  });

  it('is not late without a clock', () => expect(isLate(due('x', null), now)).toBe(false));
});
