import { expect, it } from '@jest/globals';
import { lowerFirst } from './topic-range.ts';

it('partitions are read to their ends before those that may have been added for the same keys', () => {
  const ends = [9, 8, 7, 6];
  expect(lowerFirst([0, 0, 0, 0], ends)).toEqual([9, 0, 0, 0]);
  expect(lowerFirst([9, 0, 1, 0], ends)).toEqual([9, 8, 1, 0]);
  expect(lowerFirst([9, 8, 1, 0], ends)).toEqual(ends);
  expect(lowerFirst(ends, ends)).toEqual(ends);
});
