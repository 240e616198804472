import { describe, expect, it } from '@jest/globals';
import { majorOf } from './java.ts';

describe('the major version of a Java', () => {
  it.each([
    ['openjdk version "17.0.15" 2025-04-15', 17],
    ['java version "1.8.0_412"', 8],
    ['openjdk version "25" 2025-09-16', 25],
    ['command not found', undefined],
  ])('of %s is %s', (text, major) => expect(majorOf(text)).toBe(major));
});
