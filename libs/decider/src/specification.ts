import { deepStrictEqual, fail } from 'node:assert/strict';
import { DomainError, type Decider, type Decision } from './decider.ts';

interface Then<Event> {
  then(events: readonly Event[]): Decision<Event>;
  thenNothing(): void;
  thenRefused(slug: string): DomainError;
}

/**
 * Given what happened, when a command comes, then these events follow, or the rule of that name refuses it.
 * Fails by AssertionError, so that it reads the same under any test runner.
 */
export function specification<S, C extends { readonly type: string }, E extends { readonly type: string }>(
  decider: Decider<S, C, E>,
): { given(events: readonly E[]): { state: S; when(command: C): Then<E> } } {
  return {
    given(events) {
      const state = events.reduce((s, e) => decider.evolve(s, e), decider.initial);
      return { state, when: command => outcome(() => decider.decide(command, state)) };
    },
  };
}

function outcome<E>(decide: () => Decision<E>): Then<E> {
  return {
    then(events) {
      const decision = decide();
      deepStrictEqual(decision.events, events);
      return decision;
    },
    thenNothing() {
      deepStrictEqual(decide().events, []);
    },
    thenRefused(slug) {
      try {
        decide();
      } catch (error) {
        if (!(error instanceof DomainError)) throw error;
        deepStrictEqual(error.slug, slug);
        return error;
      }
      return fail(`expected a refusal '${slug}', but the command was accepted`);
    },
  };
}
