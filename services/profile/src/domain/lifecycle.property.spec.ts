import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { FollowLifecycle } from './customer.lifecycle.ts';
import { customer } from './customer.decide.ts';
import type { CustomerEvent } from './customer.ts';
import { registered } from './customer.fixture.ts';
import { course } from './lifecycle.ts';
import { follow, lifecycleRules, on } from './lifecycle.fixture.ts';

const END = 900;
const fact = fc.record({
  day: fc.integer({ min: 0, max: 600 }),
  what: fc.constantFrom('buys', 'calls', 'calls', 'rises', 'falls'),
});
/** Facts in the order in which they become known, and on which days the clock was looked at in between. */
const told = fc
  .uniqueArray(fact, { minLength: 1, maxLength: 20, selector: ({ day }) => day })
  .chain(facts =>
    fc.record({ facts: fc.constant(facts), looks: fc.array(fc.integer({ min: 0, max: 700 }), { maxLength: 6 }) }),
  );
type Fact = { readonly day: number; readonly what: string };

const asked = (facts: readonly Fact[], until?: number): FollowLifecycle => {
  const days = (what: string) => facts.filter(each => each.what === what).map(({ day }) => on(day));
  const risks = facts
    .filter(({ what }) => what === 'rises' || what === 'falls')
    .map(({ day, what }) => ({ at: on(day), high: what === 'rises' }))
    .sort((a, b) => (a.at < b.at ? -1 : 1));
  const last = facts.reduce((latest, { day }) => Math.max(latest, day), 0);
  return follow(days('buys'), { contacts: days('calls'), risks, until: on(until ?? last) });
};

/** Each fact becomes known in turn, the clock is looked at as it is in production, and at the end all time has passed. */
function live(facts: readonly Fact[], looks: readonly number[]) {
  let state = customer.evolve(customer.initial, registered());
  const events: CustomerEvent[] = [];
  const run = (
    ...[command]: Parameters<typeof customer.decide> extends [infer C, ...unknown[]] ? [C] : never
  ): boolean => {
    const decided = customer.decide(command, state).events;
    for (const event of decided) {
      state = customer.evolve(state, event);
      events.push(event);
    }
    return decided.length > 0;
  };
  const look = (known: readonly Fact[], day: number): void => {
    for (let times = 0; times < 50 && run({ type: 'PassTime', now: on(day) }); times++) run(asked(known, day));
  };
  facts.forEach((_fact, i) => {
    const known = facts.slice(0, i + 1);
    run(asked(known));
    const day = looks[i];
    if (day !== undefined) look(known, day);
  });
  look(facts, END);
  return { state, events };
}

const movesIn = (events: readonly CustomerEvent[]) =>
  events.flatMap(event => (event.type === 'LifecycleStageMoved' ? [event.data] : []));

describe('the lifecycle stage', () => {
  it('is in the end the same in whatever order facts become known, and whenever the clock was looked at', () => {
    fc.assert(
      fc.property(told, ({ facts, looks }) => {
        const { state } = live(facts, looks);
        const right = course(asked(facts).known, lifecycleRules, on(END), { stage: 'prospect', since: null });
        expect(state).toMatchObject({ stage: right.stage });
      }),
    );
  });

  it('is told by moves of which each begins where the last ended, not before it, and none twice for one cause', () => {
    fc.assert(
      fc.property(told, ({ facts, looks }) => {
        const moves = movesIn(live(facts, looks).events);
        moves.slice(1).forEach((move, i) => {
          expect(move.from).toBe(moves[i]?.to);
          expect((move.since ?? '') >= (moves[i]?.since ?? '')).toBe(true);
        });
        const causes = moves
          .filter(({ reason }) => reason !== 'knownLate')
          .map(({ to, reason, since }) => `${to} ${reason} ${since}`);
        expect(new Set(causes).size).toBe(causes.length);
      }),
    );
  });

  it('told in order, moves as it would have then', () => {
    fc.assert(
      fc.property(told, ({ facts }) => {
        const inOrder = [...facts].sort((a, b) => a.day - b.day);
        const moves = movesIn(live(inOrder, []).events).map(({ from, to, reason, since }) => ({
          from,
          to,
          reason,
          at: since,
        }));
        const right = course(asked(facts).known, lifecycleRules, on(END), { stage: 'prospect', since: null });
        expect(moves).toEqual(right.moves);
      }),
    );
  });
});
