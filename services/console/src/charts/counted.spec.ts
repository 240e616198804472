import { describe, expect, it } from '@jest/globals';
import { ranked } from './counted.ts';

describe('ranking groups', () => {
  it('sums what does not fit into one last row, so that the total stays whole', () => {
    const groups = [5, 9, 1, 3].map(n => ({ key: `k${n}`, n }));
    expect(ranked(groups, 3)).toEqual([
      { key: 'k9', n: 9, merged: 0 },
      { key: 'k5', n: 5, merged: 0 },
      { key: 'rest', n: 4, merged: 2 },
    ]);
  });

  it('keeps all where they fit', () => expect(ranked([{ key: 'a', n: 1 }], 3)).toHaveLength(1));
});
