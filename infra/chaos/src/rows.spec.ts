import { describe, expect, it } from '@jest/globals';
import type { Row } from './report.ts';
import { merged } from './rows.ts';

const row: Row = {
  fault: 'kill-storm',
  aim: 'all',
  runs: 1,
  acknowledged: 1000,
  refused: 3,
  lost: 0,
  doubled: 0,
  outOfOrder: 0,
  resent: 7,
  kills: 25,
  seconds: 8,
  bound: 15,
  verdict: 'holds',
  problems: [],
  notes: [],
};

describe('several runs of one fault', () => {
  it('are told as one row: all counts together, the longest recovery', () => {
    const both = merged(row, { ...row, seconds: 11 });
    expect(both).toMatchObject({ runs: 2, acknowledged: 2000, kills: 50, resent: 14, seconds: 11, verdict: 'holds' });
  });

  it('hold only where each of them does, and what was seen until a run broke down counts', () => {
    const broken: Row = {
      ...row,
      acknowledged: 0,
      kills: 0,
      seconds: null,
      verdict: 'violated',
      problems: ['it broke down'],
    };
    const late: Row = { ...row, seconds: 20, verdict: 'late' };
    expect(merged(row, late).verdict).toBe('late');
    expect(merged(merged(row, broken), late)).toMatchObject({
      runs: 3,
      acknowledged: 2000,
      seconds: 20,
      verdict: 'violated',
      problems: ['it broke down'],
    });
  });
});
