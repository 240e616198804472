import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { currentIds, type Merge } from './identity.ts';

const ids = ['a', 'b', 'c', 'd', 'e', 'f'];
const pairs = fc.tuple(fc.constantFrom(...ids), fc.constantFrom(...ids)).filter(([s, a]) => s !== a);
const merges = fc
  .uniqueArray(pairs, { selector: pair => pair.join('/'), maxLength: 12 })
  .chain(list =>
    fc.tuple(
      ...list.map(([survivor, absorbed], i) =>
        fc.record({
          survivor: fc.constant(survivor),
          absorbed: fc.constant(absorbed),
          active: fc.boolean(),
          decidedAt: fc.constant(i),
        }),
      ),
    ),
  )
  .map((list): Merge[] => [...list]);

describe('who is who', () => {
  it('follows a chain of merges to the last survivor', () => {
    const chain = Array.from({ length: 100 }, (_, i) => ({
      survivor: `${i + 1}`,
      absorbed: `${i}`,
      active: true,
      decidedAt: i,
    }));
    expect(new Set(currentIds(chain).values())).toEqual(new Set(['100']));
    expect(currentIds(chain).size).toBe(100);
  });

  it('is the same in whatever order the merges became known', () => {
    fc.assert(
      fc.property(merges, fc.nat(), (list, seed) => {
        const shuffled = [...list].sort(
          (x, y) => ((x.decidedAt * 7919 + seed) % 13) - ((y.decidedAt * 7919 + seed) % 13),
        );
        expect(currentIds(shuffled)).toEqual(currentIds(list));
      }),
    );
  });

  it('is as before after a merge was undone', () => {
    fc.assert(
      fc.property(merges, pairs, (list, [survivor, absorbed]) => {
        const others = list.filter(m => m.survivor !== survivor || m.absorbed !== absorbed);
        const undone: Merge = { survivor, absorbed, active: false, decidedAt: 1000 };
        expect(currentIds([...others, undone])).toEqual(currentIds(others));
      }),
    );
  });

  it('never leads in a circle, and a survivor stands for itself', () => {
    fc.assert(
      fc.property(merges, list => {
        const map = currentIds(list);
        for (const current of map.values()) expect(map.has(current)).toBe(false);
      }),
    );
  });
});
