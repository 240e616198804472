import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { withTurn, type RiskTurn } from './risk-told.ts';

const at = (n: number): string => new Date(Date.UTC(2026, 0, 1) + n * 3_600_000).toISOString();
const told = (...highs: readonly boolean[]): RiskTurn[] => highs.map((high, n) => ({ at: at(n), high }));
const turnsOf = (all: readonly RiskTurn[]): readonly RiskTurn[] => all.reduce(withTurn, []);

describe('the turns of a risk', () => {
  it('are when it rose to be high, and when it fell', () => {
    expect(turnsOf(told(false, true, true, false, false, true)).map(turn => turn.at)).toEqual([at(1), at(3), at(5)]);
  });

  it('are the same however often each is told', () => {
    fc.assert(
      fc.property(fc.array(fc.boolean(), { maxLength: 20 }), highs => {
        const all = told(...highs);
        const twice = all.flatMap((turn, n) => [turn, ...all.slice(0, n), turn]);
        expect(turnsOf(all.flatMap(turn => [turn, turn]))).toEqual(turnsOf(all));
        expect(turnsOf(twice).at(-1)).toEqual(turnsOf(all).at(-1));
      }),
    );
  });

  it('are no more than the newest twenty-five', () => {
    const turns = turnsOf(told(...Array.from({ length: 61 }, (_, n) => n % 2 === 0)));
    expect(turns).toHaveLength(25);
    expect(turns.at(-1)).toEqual({ at: at(60), high: true });
  });
});
