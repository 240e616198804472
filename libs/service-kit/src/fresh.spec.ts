import { describe, expect, it } from '@jest/globals';
import { Fresh } from './fresh.ts';

/** Answers how often it was read, as the value. */
function counting(): { readonly read: () => Promise<number> } {
  let n = 0;
  return { read: () => Promise.resolve(++n) };
}

describe('what was read', () => {
  it('is read once while it is fresh, by whoever asks, and anew when it was forgotten', async () => {
    const [fresh, { read }] = [new Fresh<number>(60_000), counting()];
    expect(await Promise.all([fresh.get(read), fresh.get(read)])).toEqual([1, 1]);
    fresh.clear();
    expect(await fresh.get(read)).toBe(2);
  });

  it('is read anew when its time is over', async () => {
    const [fresh, { read }] = [new Fresh<number>(0), counting()];
    expect([await fresh.get(read), await fresh.get(read)]).toEqual([1, 2]);
  });

  it('is not remembered where reading failed', async () => {
    const fresh = new Fresh<string>(60_000);
    await expect(fresh.get(() => Promise.reject(new Error('away')))).rejects.toThrow('away');
    expect(await fresh.get(() => Promise.resolve('there'))).toBe('there');
  });

  it('gives way to other keys, the oldest first', async () => {
    const [fresh, { read }] = [new Fresh<number>(60_000, 2), counting()];
    for (const key of ['a', 'b', 'c']) await fresh.get(read, key);
    expect([await fresh.get(read, 'c'), await fresh.get(read, 'b'), await fresh.get(read, 'a')]).toEqual([3, 2, 4]);
  });
});
