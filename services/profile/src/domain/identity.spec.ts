import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { CustomerCommand } from './customer.commands.ts';
import type { Customer, RegisteredCustomer } from './customer.ts';
import { customer } from './customer.decide.ts';
import { add, given, register } from './customer.fixture.ts';
import { follow } from './lifecycle.fixture.ts';

/** All streams by id. */
type World = ReadonlyMap<string, Customer>;

const ids = Array.from({ length: 5 }, (_, n) => `0190a3c4-0000-7000-8000-00000000000${n}`);

function sent(world: World, id: string, command: CustomerCommand): World {
  const state = world.get(id) ?? customer.initial;
  const { events } = customer.decide(command, state);
  return new Map(world).set(
    id,
    events.reduce((s, event) => customer.evolve(s, event), state),
  );
}

/** Both or none. */
function merge(world: World, survivorId: string, absorbedId: string): World {
  const taken = sent(world, survivorId, { type: 'AbsorbCustomer', absorbedId, reason: 'test' });
  return sent(taken, absorbedId, { type: 'BeAbsorbed', survivorId });
}

function unmerge(world: World, survivorId: string, absorbedId: string): World {
  const released = sent(world, survivorId, { type: 'ReleaseCustomer', absorbedId, reason: 'test' });
  return sent(released, absorbedId, { type: 'BeRestored', survivorId });
}

const person = fc.nat(ids.length - 1).map(n => ids[n] ?? '');
const step = fc.oneof(
  person.map(id => (world: World) => sent(world, id, register({ customerId: id }))),
  fc.tuple(person, fc.nat(50), fc.boolean()).map(
    ([id, n, verified]) =>
      (world: World) =>
        sent(world, id, add(given('externalId', `crm-${n}`, verified))),
  ),
  person.map(id => (world: World) => sent(world, id, follow(['2026-03-01T09:00:00.000Z']))),
  fc.tuple(person, person).map(
    ([one, other]) =>
      (world: World) =>
        merge(world, one, other),
  ),
  fc.tuple(person, person).map(
    ([one, other]) =>
      (world: World) =>
        unmerge(world, one, other),
  ),
);

/** What a refused step left, which is nothing. */
const after = (steps: readonly ((world: World) => World)[]): World =>
  steps.reduce<World>((world, take) => {
    try {
      return take(world);
    } catch {
      return world;
    }
  }, new Map());

const people = (world: World): RegisteredCustomer[] => [...world.values()].filter(state => state.status !== 'unknown');

function rootOf(world: World, party: RegisteredCustomer): string {
  const next = party.status === 'absorbed' ? world.get(party.survivorId) : undefined;
  return next && next.status !== 'unknown' ? rootOf(world, next) : party.customerId;
}

const worlds = fc.array(step, { maxLength: 40 }).map(after);

describe('in whatever order parties are registered, identified, merged and unmerged', () => {
  it('a merge undone leaves everything as before', () => {
    fc.assert(
      fc.property(worlds, world => {
        const current = people(world).filter(({ status }) => status === 'current');
        for (const one of current) {
          for (const other of current.filter(each => each !== one)) {
            const [survivorId, absorbedId] = [one.customerId, other.customerId];
            expect(unmerge(merge(world, survivorId, absorbedId), survivorId, absorbedId)).toEqual(world);
          }
        }
      }),
    );
  });

  it('every party belongs to exactly one current customer, which knows it', () => {
    fc.assert(
      fc.property(worlds, world => {
        for (const party of people(world)) {
          const root = world.get(rootOf(world, party));
          expect(root?.status).toBe('current');
          const holders = people(world).filter(({ absorbed }) => absorbed.includes(party.customerId));
          expect(holders.map(({ customerId }) => customerId)).toEqual(
            party.status === 'absorbed' ? [party.survivorId] : [],
          );
        }
      }),
    );
  });

  it('merging moves no identifier and no stage from where it was recorded', () => {
    fc.assert(
      fc.property(worlds, person, person, (world, one, other) => {
        const own = ({ identifiers, stage, anonymous }: RegisteredCustomer) => ({ identifiers, stage, anonymous });
        const next = after([() => world, w => merge(w, one, other)]);
        expect(people(next).map(own)).toEqual(people(world).map(own));
      }),
    );
  });
});
