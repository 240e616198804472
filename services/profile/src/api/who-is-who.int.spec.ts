import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { IDENTIFIER_TYPES } from '@rapport/contracts';
import { DomainError } from '@rapport/decider';
import { identityMap } from '@rapport/messaging';
import fc from 'fast-check';
import { v7 as newId } from 'uuid';
import { customer } from '../domain/customer.decide.ts';
import { rules } from '../domain/identity-rules.fixture.ts';
import { customerDocuments } from '../projections/customer-document.ts';
import { customerView } from '../projections/customer-view.projection.ts';
import { addIdentifier, mergeCustomers, unmergeCustomers } from './recognise.ts';
import { asking, house, shownAs, type House } from './registry.fixture.ts';
import { customerNow } from './who.ts';

let place: House;
beforeAll(async () => {
  place = await house({ projections: [identityMap, customerView] });
});
afterAll(() => place.close());

const TYPES = IDENTIFIER_TYPES.filter(type => type !== 'phone');
const shown = fc.record({ type: fc.constantFrom(...TYPES), value: fc.nat(2), verified: fc.boolean() });
const party = fc.nat(7);
const step = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({ does: fc.constant('see' as const), shows: fc.array(shown, { minLength: 1, maxLength: 3 }) }),
  },
  { weight: 3, arbitrary: fc.record({ does: fc.constant('add' as const), who: party, shows: shown }) },
  { weight: 1, arbitrary: fc.record({ does: fc.constant('merge' as const), who: party, with: party }) },
  { weight: 2, arbitrary: fc.record({ does: fc.constant('unmerge' as const), who: party }) },
);
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

/** Carries out what happens; what a rule refuses has not happened. Answers all whom it has met. */
async function happen(steps: readonly Step[], met: string[]): Promise<void> {
  const { messaging, seen } = place;
  const of = shownAs(newId());
  const who = (n: number): string => met[n % met.length] ?? newId();
  for (const each of steps) {
    try {
      if (each.does === 'see') {
        const ids = await seen(each.shows.map(({ type, value, verified }) => of(type, `${value}`, verified)));
        met.push(...ids.filter(id => !met.includes(id)));
      } else if (each.does === 'add') {
        const { type, value, verified } = each.shows;
        await addIdentifier({ messaging, rules }, who(each.who), of(type, `${value}`, verified), asking);
      } else if (each.does === 'merge') {
        await mergeCustomers(messaging, [who(each.who), who(each.with)], 'sameParty', asking);
      } else await unmergeCustomers(messaging, who(each.who), who(each.who), 'wrongMerge', asking);
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
    }
  }
}

const stateOf = async (id: string) => (await place.messaging.load(customer, id))?.state;

it('is the same for commands and for readers, and parting all leaves each as if it had never been merged', async () => {
  const choices = fc.array(fc.nat(11), { maxLength: 30, size: 'max' });
  const order = fc.infiniteStream(fc.nat());
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 20, size: 'max' }), choices, order, async (steps, turns, any) => {
      const { messaging, database, deliver } = place;
      const met: string[] = [];
      await happen(steps, met);
      await deliver(turns);
      const current = await messaging.identity.current(met);
      for (const id of met) expect(current.get(id)).toBe((await customerNow(messaging, id)).state.customerId);
      const documents = await customerDocuments(database.pool, met);
      expect(new Set(documents.keys())).toEqual(new Set(current.values()));

      const absorbed = [...current].filter(([id, now]) => id !== now).map(([id]) => id);
      const parting = absorbed.map(id => ({ id, at: any.next().value })).sort((a, b) => a.at - b.at);
      for (const { id } of parting) await unmergeCustomers(messaging, id, id, 'wrongMerge', asking);
      await deliver(turns.toReversed());
      const alone = await customerDocuments(database.pool, met);
      for (const id of met) {
        const state = await stateOf(id);
        expect(state).toMatchObject({ status: 'current', customerId: id, absorbed: [] });
        if (state?.status !== 'current') continue;
        expect(alone.get(id)).toMatchObject({ customerId: id, anonymous: state.anonymous, mergedFrom: [] });
        expect(alone.get(id)?.identifiers).toHaveLength(state.identifiers.length);
      }
    }),
    { numRuns: 12 },
  );
});
