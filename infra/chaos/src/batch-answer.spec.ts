import { describe, expect, it } from '@jest/globals';
import { outcomesOf } from './batch-answer.ts';

describe('the answer to a batch', () => {
  it('tells of each item what became of it, in its place', () => {
    const results = [
      { index: 0, status: 'accepted', id: 'a', sequence: 1 },
      { index: 1, status: 'duplicate', id: 'b', sequence: 2 },
      { index: 2, status: 'rejected', problem: { status: 422 } },
    ];
    const outcomes = outcomesOf({ results });
    expect([...outcomes.keys()]).toEqual([0, 1, 2]);
    expect(outcomes.get(1)).toEqual({ refused: false, id: 'b', sequence: 2 });
    expect(outcomes.get(2)?.refused).toBe(true);
  });

  it('says nothing of what failed by no fault of its own, and is to be sent again', () => {
    const results = [409, 429, 500, 503].map((status, index) => ({ index, status: 'rejected', problem: { status } }));
    expect(outcomesOf({ results })).toEqual(new Map());
    expect(outcomesOf({})).toEqual(new Map());
  });
});
