import { describe, expect, it } from '@jest/globals';
import { owedAt } from './owed.ts';
import type { Experience } from './satisfaction.ts';

const by = { each: 12, bad: -0.25, good: 0.25, months: 24 };
const on = (date: string, score: number, repaired?: string): Experience => ({
  at: Date.parse(date),
  score,
  repairedAt: repaired === undefined ? null : Date.parse(repaired),
});
const owed = (asOf: string, ...experiences: Experience[]): number => owedAt(experiences, Date.parse(asOf), by);

describe('the good experiences still owed', () => {
  it('are none to somebody who lived through nothing bad', () => {
    expect(owed('2026-06-01', on('2026-05-01', 0.8), on('2026-05-02', -0.2))).toBe(0);
  });

  it('are twelve for one bad one, less those that came later and were good enough', () => {
    const bad = on('2026-01-01', -0.5);
    expect(owed('2026-06-01', bad)).toBe(12);
    expect(owed('2026-06-01', on('2025-12-01', 1), bad, on('2026-02-01', 0.25), on('2026-03-01', 0.2))).toBe(11);
  });

  it('are paid off oldest first, so that the younger debt outlives the older', () => {
    const debts = [on('2024-01-10', -0.5), on('2025-01-10', -0.5)];
    const good = Array.from({ length: 15 }, (_, i) => on(`2025-02-${10 + i}`, 0.5));
    expect(owed('2025-12-31', ...debts, ...good)).toBe(9);
    expect(owed('2026-01-10', ...debts, ...good)).toBe(9);
  });

  it('are cancelled by the repair of their cause', () => {
    const repaired = on('2026-01-01', -0.7, '2026-02-01');
    expect(owed('2026-01-15', repaired)).toBe(12);
    expect(owed('2026-02-01', repaired)).toBe(0);
    expect(owed('2026-03-01', repaired, on('2026-01-02', -0.5))).toBe(12);
  });

  it('are gone after 24 months', () => {
    expect(owed('2028-02-28', on('2026-02-28', -1))).toBe(0);
    expect(owed('2028-02-27', on('2026-02-28', -1))).toBe(12);
    expect(owed('2026-02-28', on('2024-02-29', -1))).toBe(0);
  });

  it('are not paid off by what happened at the same moment, in whatever order it is told', () => {
    const both = [on('2026-01-01', 0.5), on('2026-01-01', -0.5)];
    expect(owed('2026-06-01', ...both)).toBe(12);
    expect(owed('2026-06-01', ...both.toReversed())).toBe(12);
  });
});
