import { describe, expect, it } from '@jest/globals';
import { coresBetween, statOf } from './cpu.ts';

describe('the CPU that a process has used', () => {
  it('is read whatever its name is', () => {
    const line = '4242 (a (bad) name) S 17 4242 4242 0 -1 4194304 100 0 0 0 250 50 30 20 20 0 11 0 100 1 1';
    expect(statOf(line)).toEqual({ pid: 4242, parent: 17, ticks: 300, reaped: 50 });
  });

  it('is told in cores between two looks', () => {
    const [before, after] = [new Map([['kafka', 10]]), new Map([['kafka', 13]])];
    expect(coresBetween(before, after, 2)).toEqual(new Map([['kafka', 1.5]]));
  });
});
