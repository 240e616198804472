import { describe, expect, it } from '@jest/globals';
import { csv } from './csv.ts';

describe('a table as CSV', () => {
  it('quotes what needs it and leaves an unknown figure empty', () => {
    expect(
      csv(
        ['month', 'rate'],
        [
          ['2026-03', null],
          ['a "b", c', 0.5],
        ],
      ),
    ).toBe('\uFEFFmonth,rate\r\n2026-03,\r\n"a ""b"", c",0.5\r\n');
  });

  it('never lets a text run as a formula, and keeps negative figures figures', () => {
    expect(csv(['x'], [['=1+1'], [-3]])).toBe("\uFEFFx\r\n'=1+1\r\n-3\r\n");
  });
});
