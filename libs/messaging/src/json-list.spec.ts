import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { jsonList } from './json-list.ts';

describe('a list in JSON', () => {
  it('is what would have been written at once', () => {
    const rows = fc.array(fc.record({ ord: fc.nat(), text: fc.string({ unit: 'grapheme' }), data: fc.jsonValue() }));
    fc.assert(
      fc.property(rows, list => {
        const parts = list.map(({ data, ...row }) => ({ row, member: 'data', json: JSON.stringify(data) }));
        expect(jsonList(parts)).toBe(JSON.stringify(list));
      }),
    );
  });
});
