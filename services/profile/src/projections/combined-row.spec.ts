import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { combined } from './combined-row.ts';
import { foldContact, foldFeedback, foldPurchase } from './view-fold.ts';
import { emptyRow, happening, type Happening } from './view-row.fixture.ts';
import type { ViewRow } from './view-row.ts';

const [ada, tablet] = ['0190a3c4-0000-7000-8000-00000000000a', '0190a3c4-0000-7000-8000-00000000000b'];

const contactOf = (customerId: string, interactionId: string, channel: string): Parameters<typeof foldContact>[1] => ({
  interactionId,
  customerId,
  channel,
  direction: 'inbound',
  phase: 'inSale',
  type: 'order',
  flags: [],
});

function folded(customerId: string, happenings: readonly Happening[]): ViewRow {
  const row = emptyRow(customerId);
  for (const { kind, id, at, which: channel, currency, minor } of happenings) {
    const contact = contactOf(customerId, id, channel);
    const amount = { minor, currency };
    if (kind === 'contact') foldContact(row, contact, at);
    else if (kind === 'purchase') foldPurchase(row, { purchaseId: id, customerId, channel, amount, lines: [] }, at);
    else foldFeedback(row, { feedbackId: id, customerId, survey: 'csat', score: 4, answers: [] }, at);
  }
  return row;
}

const sorted = (record: Record<string, number>): [string, number][] => Object.entries(record).sort();
const figures = (row: ViewRow) => ({ ...row, by_channel: sorted(row.by_channel), spent: sorted(row.spent) });

describe('the row of a customer', () => {
  it('is the same in whatever order things become known', () => {
    const shuffled = fc
      .array(happening, { maxLength: 15 })
      .chain(list => fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length })));
    fc.assert(
      fc.property(shuffled, ([list, other]) => expect(figures(folded(ada, other))).toEqual(figures(folded(ada, list)))),
    );
  });

  it('combined over a merge says what one row would, had it always been one customer', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(happening, fc.boolean()), { maxLength: 20 }), list => {
        const of = (hers: boolean) => list.filter(([, each]) => each === hers).map(([one]) => one);
        const both = combined([folded(ada, of(true)), folded(tablet, of(false))]);
        expect(figures(both)).toEqual(
          figures(
            folded(
              ada,
              list.map(([one]) => one),
            ),
          ),
        );
      }),
    );
  });

  it('adds up over any number of merged customers, and changes none of their rows', () => {
    fc.assert(
      fc.property(fc.array(fc.array(happening, { maxLength: 5 }), { minLength: 1, maxLength: 5 }), groups => {
        const [first, ...rest] = groups.map((group, i) => folded(`c${i}`, group));
        if (!first) return;
        const before = structuredClone([first, ...rest]);
        const all = combined([first, ...rest]);
        expect(all.contacts + all.purchases + all.feedback).toBe(groups.flat().length);
        expect([first, ...rest]).toEqual(before);
      }),
    );
  });
});

it('has the stage told of the survivor, which is that of all, and until then that of who was absorbed', () => {
  const at = (stage: string | null) => ({ ...emptyRow(ada), stage });
  expect(combined([at('atRisk'), at('returning')]).stage).toBe('atRisk');
  expect(combined([at(null), at('new')]).stage).toBe('new');
});

it('is anonymous only when all of them are', () => {
  const as = (anonymous: boolean) => ({ ...emptyRow(ada), anonymous });
  expect(combined([as(true), as(true)]).anonymous).toBe(true);
  expect(combined([as(true), as(false)]).anonymous).toBe(false);
});

it('has the value class told of the survivor, and until then that of who was absorbed', () => {
  const facts = {
    since: '2026-03-01T00:00:00.000Z',
    month: '2026-02',
    months: 12,
    place: 1,
    revenue: null,
    contribution: null,
  };
  const told = (code?: string) => ({ ...emptyRow(ada), value_class: code === undefined ? null : { code, ...facts } });
  expect(combined([told('silver'), told('gold')]).value_class?.code).toBe('silver');
  expect(combined([told(), told('gold')]).value_class?.code).toBe('gold');
});

it('has the satisfaction told of the survivor, which is that of all, and until then that of who was absorbed', () => {
  const told = (satisfaction: number | null, satisfaction_at: string | null) => ({
    ...emptyRow(ada),
    satisfaction,
    satisfaction_at,
  });
  const [earlier, later] = ['2026-03-01T00:00:00.000Z', '2026-03-02T00:00:00.000Z'];
  expect(combined([told(61.2, earlier), told(26.9, later)])).toMatchObject(told(61.2, earlier));
  expect(combined([told(null, null), told(26.9, later)])).toMatchObject(told(26.9, later));
});
