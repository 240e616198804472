import { expect, it } from '@jest/globals';
import { lowerSiblings } from './lower-partitions.ts';

it.each([
  [12, 16, [4, 0]],
  [13, 16, [5, 1, 0]],
  [5, 8, [1, 0]],
  [0, 16, []],
])('partition %i of %i has what is its keys’ of before in %j', (partition, count, lower) => {
  expect(lowerSiblings(partition, count)).toEqual(lower);
});
