import { describe, expect, it } from '@jest/globals';
import { leaks } from './descriptors.ts';

describe('what a process has open', () => {
  it('may grow by a tenth and by what connections need that were not made before', () => {
    expect(leaks(new Map([[1, 100]]), new Map([[1, 126]]))).toEqual([]);
  });
  it('is told when it grows by more', () => {
    expect(leaks(new Map([[7, 60]]), new Map([[7, 150]]))).toEqual([
      'process 7 had 60 files and sockets open before, 150 after',
    ]);
  });
  it('is nothing of a process that has ended', () => {
    expect(leaks(new Map([[1, 100]]), new Map())).toEqual([]);
  });
});
