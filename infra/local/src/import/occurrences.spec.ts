import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Occurrences } from './occurrences.ts';

const cells = fc.constantFrom('', 'a', 'b', ',', '"', 'a,b');
const rows = fc.array(fc.array(cells, { minLength: 2, maxLength: 3 }), { maxLength: 60 });

const keysOf = (all: readonly (readonly string[])[]): string[] => {
  const occurrences = new Occurrences();
  return all.map(row => occurrences.keyOf(row));
};

describe('the key of a row', () => {
  it('is its own: exact copies are told apart by their occurrence', () => {
    fc.assert(fc.property(rows, all => expect(new Set(keysOf(all)).size).toBe(all.length)));
  });

  it('is the same in the next run, and wherever the row stands among other rows', () => {
    fc.assert(
      fc.property(rows, all => {
        expect(keysOf(all)).toEqual(keysOf(all));
        expect(new Set(keysOf(all.toReversed()))).toEqual(new Set(keysOf(all)));
      }),
    );
  });

  it('ends in the number of the occurrence', () => {
    expect(keysOf([['a'], ['b'], ['a'], ['a']]).map(key => key.split('-')[1])).toEqual(['1', '1', '2', '3']);
  });

  it('is not confused by where one value ends and the next begins', () => {
    expect(new Set(keysOf([['a', 'b'], ['a,b'], ['a","b'], ['', 'a', 'b']])).size).toBe(4);
  });

  it('holds for many rows', () => {
    const many = Array.from({ length: 20_000 }, (_, index) => [String(index % 15_000)]);
    const keys = keysOf(many);
    expect(new Set(keys).size).toBe(20_000);
    expect(keys.filter(key => key.endsWith('-2'))).toHaveLength(5_000);
  });
});
