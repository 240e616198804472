import { describe, expect, it } from '@jest/globals';
import { chinesePairs } from './chinese-pairs.ts';

describe('Chinese in pairs', () => {
  it.each([
    ['退货流程', ['退货', '货流', '流程']],
    ['Refund 退 of 货物', ['退', '货物']],
    ['no Chinese', []],
    ['', []],
  ])('of %j are %j', (text, pairs) => {
    expect(chinesePairs(text)).toEqual(pairs);
  });
});
