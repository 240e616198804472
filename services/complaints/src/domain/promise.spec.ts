import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { march } from './complaint.fixture.ts';
import type { PromiseCommand, PromiseEvent } from './promise.commands.ts';
import { promise } from './promise.decide.ts';
import { commands } from './promise.fixture.ts';
import type { GivenPromise } from './promise.ts';

const later = (minutes: number): string => new Date(Date.parse(march(2)) + minutes * 60_000).toISOString();
const minutes = fc.integer({ min: 0, max: 10 * 1440 });

const anyCommand = fc
  .record({ sent: fc.constantFrom(...Object.values(commands)), when: minutes, until: minutes })
  .map(({ sent, when, until }): PromiseCommand => {
    const at = later(when);
    if (sent.type === 'PassTime') return { ...sent, now: at };
    return sent.type === 'RenegotiatePromise' ? { ...sent, at, dueAt: later(until) } : { ...sent, at };
  });

/** Sends them in any order, as late tellers do; a refused one changes nothing. */
function told(sent: readonly PromiseCommand[]): { events: PromiseEvent[]; state: GivenPromise } {
  let state: GivenPromise = promise.initial;
  const events: PromiseEvent[] = [];
  for (const command of [commands.MakePromise, ...sent]) {
    try {
      for (const event of promise.decide(command, state).events) {
        state = promise.evolve(state, event);
        events.push(JSON.parse(JSON.stringify(event)));
      }
    } catch {
      continue;
    }
  }
  return { events, state };
}

const holds = (check: (events: readonly PromiseEvent[], state: GivenPromise) => void): void =>
  fc.assert(
    fc.property(fc.array(anyCommand, { maxLength: 20 }), sent => {
      const { events, state } = told(sent);
      check(events, state);
    }),
    { numRuns: 500 },
  );
const places = (events: readonly PromiseEvent[], type: PromiseEvent['type']): number[] =>
  events.flatMap((event, i) => (event.type === type ? [i] : []));

describe('whatever is said of a promise, and whenever', () => {
  it('it is broken at most once, and never after it was kept or released', () => {
    holds(events => {
      const [breach = -1, ...more] = places(events, 'PromiseBroken');
      expect(more).toEqual([]);
      const ends = [...places(events, 'PromiseKept'), ...places(events, 'PromiseReleased')];
      expect(ends.length).toBeLessThan(2);
      for (const end of ends) expect(breach).toBeLessThan(end);
    });
  });

  it('it is kept late exactly where it was broken before, and broken exactly when it was due', () => {
    holds((events, state) => {
      const isBroken = places(events, 'PromiseBroken').length === 1;
      expect(state?.broken).toBe(isBroken);
      for (const event of events) {
        if (event.type === 'PromiseKept') expect(event.data.late).toBe(isBroken);
        if (event.type === 'PromiseBroken')
          expect([event.at, event.data.dueAt]).toEqual([state?.facts.dueAt, event.at]);
      }
    });
  });

  it('it is renegotiated only before its time, from the time it had, and due at the last one', () => {
    holds((events, state) => {
      let due = commands.MakePromise.facts.dueAt;
      for (const event of events) {
        if (event.type !== 'PromiseRenegotiated') continue;
        expect(event.at < due).toBe(true);
        expect(event.data.from).toBe(due);
        due = event.data.dueAt;
      }
      expect(state?.facts.dueAt).toBe(due);
      expect(promise.nextDue?.(state)).toBe(state?.status === 'open' ? due : null);
    });
  });

  it('it is what its events tell from the first', () => {
    holds((events, state) => {
      const folded = events.reduce((before, event) => promise.evolve(before, event), promise.initial);
      expect(folded).toEqual(state);
    });
  });
});
