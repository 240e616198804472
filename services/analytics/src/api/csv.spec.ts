import { describe, expect, it } from '@jest/globals';
import { csvOf } from './csv.ts';

describe('figures as CSV', () => {
  it('begin with the names of the columns and leave empty what has no value', () => {
    expect(
      csvOf([
        { month: '2026-03', rate: 0.9 },
        { month: '2026-04', rate: null },
      ]),
    ).toBe('month,rate\r\n2026-03,0.9\r\n2026-04,\r\n');
  });

  it('quote what would break a line, and keep formulas from being run', () => {
    expect(csvOf([{ channel: 'a,"b"' }, { channel: '=1+1' }])).toBe('channel\r\n"a,""b"""\r\n\'=1+1\r\n');
  });
});
