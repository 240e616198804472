import { describe, expect, it } from '@jest/globals';
import { ago, moment, monthNames, monthOf, span } from './time.ts';

const now = new Date('2026-03-10T14:30:00');
const at = (text: string) => new Date(text).toISOString();

describe('times as people read them', () => {
  it('shows the time today, day and month this year, else the whole date', () => {
    expect(moment(at('2026-03-10T09:05:00'), 'en-GB', now)).toBe('09:05');
    expect(moment(at('2026-01-04T09:05:00'), 'en-GB', now)).toBe('4 Jan');
    expect(moment(at('2024-11-04T09:05:00'), 'en-GB', now)).toBe('4 Nov 2024');
  });

  it('tells how long ago in one unit', () => {
    const before = (ms: number) => ago(new Date(now.getTime() - ms).toISOString(), 'en', now.getTime());
    expect(before(20_000)).toBe('now');
    expect(before(5 * 60_000)).toBe('5 minutes ago');
    expect(before(3 * 3_600_000)).toBe('3 hours ago');
    expect(before(24 * 3_600_000)).toBe('yesterday');
    expect(before(100 * 86_400_000)).toBe('3 months ago');
  });

  it('spans at most two units, late or early', () => {
    expect(span(80 * 60_000, 'en')).toBe('1 hr 20 min');
    expect(span(-26 * 3_600_000, 'en')).toBe('1 day 2 hr');
    expect(span(9 * 86_400_000 + 5000, 'en')).toBe('9 days');
  });

  it('names a month in the reader’s language', () => {
    expect(monthOf('2026-03', 'en')).toBe('Mar 2026');
    expect(monthOf('2026-03', 'zh')).toBe('2026年3月');
    expect(monthNames('en')).toHaveLength(12);
    expect(monthNames('en')[2]).toBe('March');
  });
});
