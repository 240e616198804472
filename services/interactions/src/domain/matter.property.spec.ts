import { describe, expect, it } from '@jest/globals';
import { OUTCOMES } from '@rapport/contracts';
import fc from 'fast-check';
import type { Contact } from './episode.ts';
import { after, attach, contact, detach, lastWords, matterId } from './matter.fixture.ts';
import { matter, episodesIn } from './matter.decider.ts';

const HOUR_MS = 3_600_000;
const START = Date.UTC(2026, 2, 1);
const END = new Date(START + 400 * 24 * HOUR_MS).toISOString();
const hour = fc.integer({ min: 0, max: 30 * 24 });
const iso = (hours: number): string => new Date(START + hours * HOUR_MS).toISOString();

const history = fc
  .array(
    fc.record({
      at: hour,
      lasted: fc.integer({ min: 0, max: 30 }),
      inbound: fc.boolean(),
      outcome: fc.option(fc.constantFrom(...OUTCOMES), { nil: undefined }),
      handOvers: fc.integer({ min: 0, max: 3 }),
    }),
    { minLength: 1, maxLength: 10 },
  )
  .map(list =>
    list.map(({ at, lasted, inbound, outcome, handOvers }, n): Contact =>
      contact(n + 1, iso(at), {
        direction: inbound ? 'inbound' : 'outbound',
        endedAt: iso(at + lasted),
        handOvers,
        ...(outcome && { outcome }),
      }),
    ),
  );
const known = history.chain(list =>
  fc.record({
    list: fc.constant(list),
    other: fc.shuffledSubarray(list, { minLength: list.length }),
    closedAt: hour,
    /** When somebody looked at the clock in between, as the timer does. */
    looked: fc.array(hour, { maxLength: 3 }),
  }),
);

const clock = { type: 'PassTime', now: END } as const;

describe('the episodes of a matter', () => {
  it('are the same in whatever order its contacts become known, and whenever the clock was looked at', () => {
    fc.assert(
      fc.property(known, ({ list, other, looked }) => {
        const inOrder = after([...list.map(attach), clock]);
        const shuffled = other.flatMap((one, i) => {
          const at = looked[i];
          return at === undefined ? [attach(one)] : [attach(one), { type: 'PassTime' as const, now: iso(at) }];
        });
        const later = after([...shuffled, clock]);
        expect(episodesIn(later.state)).toEqual(episodesIn(inOrder.state));
        expect(lastWords(later.events)).toEqual(lastWords(inOrder.events));
      }),
    );
  });

  it('are the same where the other contacts become known only after somebody closed it', () => {
    fc.assert(
      fc.property(known, ({ list, other, closedAt }) => {
        const close = { type: 'CloseEpisode', at: iso(closedAt), reason: 'withdrawn' } as const;
        const [first, ...rest] = other;
        // Who closes what nobody knows of yet is told so; there is nothing to compare.
        fc.pre(first !== undefined && isAccepted([first], close));
        const early = after([...(first ? [attach(first)] : []), close, ...rest.map(attach), clock]);
        const late = after([...list.map(attach), ...(isAccepted(list, close) ? [close] : []), clock]);
        expect(episodesIn(early.state)).toEqual(episodesIn(late.state));
        expect(lastWords(early.events)).toEqual(lastWords(late.events));
      }),
    );
  });

  it('hold each contact once, and every reader that keeps the last word on each knows what the matter knows', () => {
    fc.assert(
      fc.property(known, ({ other }) => {
        const { state, events } = after([...other.map(attach), clock]);
        const ids = episodesIn(state).flatMap(({ interactionIds }) => interactionIds);
        expect([...ids].sort()).toEqual(other.map(({ interactionId }) => interactionId).sort());
        expect(lastWords(events)).toEqual(episodesIn(state));
        expect(events.reduce((so, event) => matter.evolve(so, event), matter.initial)).toEqual(state);
      }),
    );
  });

  it('are without a contact that was taken out as if it had never been there, and with it again as before', () => {
    const some = known.chain(({ list, other, looked }) =>
      fc.record({
        list: fc.constant(list),
        other: fc.constant(other),
        gone: fc.subarray(list, { minLength: 1 }),
        looked: fc.constant(looked),
      }),
    );
    fc.assert(
      fc.property(some, ({ list, other, gone, looked }) => {
        const clocks = looked.map(at => ({ type: 'PassTime' as const, now: iso(at) }));
        const without = after([...other.map(attach), ...clocks, ...gone.map(detach), clock]);
        const never = after([...list.filter(one => !gone.includes(one)).map(attach), clock]);
        expect(episodesIn(without.state)).toEqual(episodesIn(never.state));
        expect(lastWords(without.events)).toEqual(episodesIn(without.state));
        expect(without.events.reduce((so, event) => matter.evolve(so, event), matter.initial)).toEqual(without.state);
        // Told again, neither what put it here nor what took it out changes anything.
        expect(after([...gone.map(attach), ...gone.map(detach)], without.state).events).toEqual([]);
        const back = gone.map(one => attach({ ...one, from: [matterId] }));
        const again = after([...back, clock], without.state);
        expect(episodesIn(again.state)).toEqual(episodesIn(after([...list.map(attach), clock]).state));
        expect(lastWords([...without.events, ...again.events])).toEqual(episodesIn(again.state));
      }),
    );
  });

  it('have all been confirmed or failed when time enough has passed, or are open', () => {
    fc.assert(
      fc.property(known, ({ other }) => {
        for (const { closedAt, resolution } of episodesIn(after([...other.map(attach), clock]).state)) {
          expect(closedAt === undefined ? resolution === undefined : resolution !== 'pending').toBe(true);
        }
      }),
    );
  });
});

type Close = Extract<Parameters<typeof matter.decide>[0], { readonly type: 'CloseEpisode' }>;

function isAccepted(list: readonly Contact[], command: Close): boolean {
  try {
    return after([...list.map(attach), command]).events.length > 0;
  } catch {
    return false;
  }
}
