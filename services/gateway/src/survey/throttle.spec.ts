import { describe, expect, it } from '@jest/globals';
import { Throttle } from './throttle.ts';

describe('a throttle', () => {
  it('admits each key so often a minute, and anew in the next', () => {
    const throttle = new Throttle(2);
    const admitted = (key: string, now: number): boolean => throttle.admits(key, now);
    expect([admitted('a', 0), admitted('a', 59_999), admitted('a', 59_999), admitted('b', 59_999)]).toEqual([
      true,
      true,
      false,
      true,
    ]);
    expect(admitted('a', 60_000)).toBe(true);
  });

  it('remembers no more keys than fit', () => {
    const throttle = new Throttle(1);
    const all = Array.from({ length: 50_000 }, (_, i) => throttle.admits(`key ${i}`, 0));
    expect(all).not.toContain(false);
  });
});
