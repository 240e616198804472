import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';
import { interactionsEvents, type EventOfType } from '@rapport/contracts';
import { identityMap } from '@rapport/messaging';
import { delivery, testDatabase, type TestDatabase, type Told } from '@rapport/testing';
import fc from 'fast-check';
import { v7 as newId } from 'uuid';
import { handlingTimes } from '../api/handling-times.ts';
import { checkStandard } from '../domain/standard-check.ts';
import type { StandardForm } from '../domain/standard.ts';
import { office, standard } from '../domain/standards.fixture.ts';
import shipped from '../migrations/handling-time-v1.json' with { type: 'json' };
import { migrations } from '../migrations/index.ts';
import { interactionsOfCustomer } from './interactions-of-customer.projection.ts';

let database: TestDatabase;
let deliver: (...events: readonly Told[]) => Promise<void>;
beforeAll(async () => {
  database = await testDatabase(migrations);
  deliver = delivery(database.pool, { projections: [identityMap, interactionsOfCustomer] });
});
beforeEach(() => database.pool.query('truncate app.interactions_of_customer, app.value_classes'));
afterAll(() => database.drop());

const LONG_AGO = '1970-01-01T00:00:00.000Z';
const START = Date.parse('2026-01-01T00:00:00.000Z');
const END = Date.parse('2026-04-01T00:00:00.000Z');
const span = { from: new Date(START).toISOString(), until: new Date(END).toISOString() };
const limits = [
  { type: 'billing' as const, limit: 4 },
  { valueClass: 'gold', limit: 5 },
  { type: 'support' as const, limit: 6 },
];
const rules = {
  standards: [
    standard(
      'flow.handlingTime',
      {
        ...{ measure: 'handlingTime', unit: 'minutes', per: 'month', calendar: 'office', channels: ['phone', 'chat'] },
        ...{ limits, target: 0.9 },
      },
      1,
      LONG_AGO,
    ),
  ],
  calendars: [{ code: 'office', version: 1, validFrom: LONG_AGO, form: office }],
};

type Facts = EventOfType<'InteractionRecorded'>['data'];

const {
  startedAt: _from,
  endedAt: _until,
  outcome: _end,
  valueClass: _rank,
  ...plain
} = {
  ...{ startedAt: '', endedAt: '', outcome: '', valueClass: '' },
  ...interactionsEvents.InteractionRecorded.example,
};

const contact = (facts: Partial<Facts>, customerId: string = newId()): Told => {
  const data = { ...plain, interactionId: newId(), customerId, ...facts };
  return { type: 'InteractionRecorded', subject: customerId, occurredAt: facts.startedAt ?? span.from, data };
};

const talk = fc.record({
  channel: fc.constantFrom('phone', 'chat', 'email'),
  type: fc.constantFrom('billing' as const, 'support' as const, 'order' as const),
  valueClass: fc.constantFrom('gold', 'other'),
  from: fc.integer({ min: START - 10 * 86_400_000, max: END + 10 * 86_400_000 }),
  took: fc.integer({ min: 0, max: 900_000 }),
  outcome: fc.constantFrom(undefined, 'solved' as const, 'abandoned' as const, 'noAnswer' as const),
});
type Talk = typeof talk extends fc.Arbitrary<infer T> ? T : never;

const told = ({ from, took, outcome, ...facts }: Talk): Told =>
  contact({
    ...facts,
    startedAt: new Date(from).toISOString(),
    endedAt: new Date(from + took).toISOString(),
    ...(outcome !== undefined && { outcome }),
  });

/** By counting how many are shorter and longer, without sorting: what stands in the middle has at most half on either side. */
function middle(all: readonly number[]): number {
  const half = all.length / 2;
  const central = all.filter(
    one => all.filter(other => other < one).length <= half && all.filter(other => other > one).length <= half,
  );
  return (Math.min(...central) + Math.max(...central)) / 2;
}

const place = ({ type, valueClass }: Talk): number =>
  type === 'billing' ? 0 : valueClass === 'gold' ? 1 : type === 'support' ? 2 : -1;

it('is the exact median of each limit in each month, in whatever order and however often contacts become known', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(talk, { minLength: 1, maxLength: 40 }), async talks => {
      await database.pool.query('truncate app.interactions_of_customer');
      await deliver(...talks.map(told));
      const [kept] = await handlingTimes(database.pool, rules, span);
      const expected = (kept?.periods ?? []).flatMap(({ from, until }) =>
        limits.flatMap(({ limit }, nth) => {
          const own = talks
            .filter(({ channel, outcome }) => channel !== 'email' && (outcome ?? 'solved') === 'solved')
            .filter(one => place(one) === nth && one.from >= Date.parse(from) && one.from < Date.parse(until))
            .map(({ took }) => took);
          if (own.length === 0) return [];
          const median = middle(own);
          return [[from, nth, own.length, Math.round(median / 600) / 100, median <= limit * 60_000]];
        }),
      );
      const found = (kept?.periods ?? []).flatMap(({ from, limits: each }) =>
        each.map(one => [
          from,
          limits.findIndex(({ limit }) => limit === one.limit),
          one.contacts,
          one.median,
          one.met,
        ]),
      );
      expect(kept?.periods).toHaveLength(3);
      expect(found).toEqual(expected);
    }),
    { numRuns: 40 },
  );
});

it('ranks a customer as analytics had told by then, else as the sender says', async () => {
  const [ada, ben] = [newId(), newId()];
  const at = (day: string, minutes: number) => ({
    ...{ channel: 'phone', type: 'order' as const, startedAt: `2026-${day}T10:00:00.000Z` },
    endedAt: `2026-${day}T10:${String(minutes).padStart(2, '0')}:00.000Z`,
  });
  await database.pool.query('insert into app.value_classes (customer_id, told_at, value_class) values ($1, $2, $3)', [
    ...[ada, '2026-02-01T00:00:00.000Z', 'gold'],
  ]);
  await deliver(
    contact(at('01-10', 9), ada),
    contact(at('02-10', 3), ada),
    contact({ ...at('02-11', 4), valueClass: 'gold' }, ben),
    contact({ channel: 'phone', type: 'billing', startedAt: '2026-02-12T10:00:00.000Z' }),
  );
  const [kept] = await handlingTimes(database.pool, rules, span);
  const gold = { valueClass: 'gold', limit: 5, contacts: 2, median: 3.5, met: true };
  expect(kept?.periods.map(period => period.limits)).toEqual([[], [gold], []]);
});

it('ranks who was merged as the record that stands for it, and until that was told of as any of its records', async () => {
  const [ada, tablet] = [newId(), newId()];
  const talked = (day: string, customerId: string) =>
    contact(
      {
        ...{ channel: 'phone', type: 'order' as const, startedAt: `2026-${day}T10:00:00.000Z` },
        endedAt: `2026-${day}T10:03:00.000Z`,
      },
      customerId,
    );
  await database.pool.query(
    `insert into app.value_classes (customer_id, told_at, value_class) values ($1, '2026-01-05Z', 'gold'), ($2, '2026-02-20Z', 'other')`,
    [tablet, ada],
  );
  const merged = { survivorId: ada, absorbedId: tablet, reason: 'sameParty' };
  await deliver({ type: 'CustomersMerged', subject: ada, data: merged });
  await deliver(
    ...[talked('01-02', tablet), talked('01-10', tablet), talked('02-10', ada)],
    ...[talked('02-22', ada), talked('03-10', tablet)],
  );
  const [kept] = await handlingTimes(database.pool, rules, span);
  expect(kept?.periods.map(period => period.limits.map(({ contacts }) => contacts))).toEqual([[1], [1], []]);
});

it('asks nothing of the database where no standard asks for a median', async () => {
  expect(await handlingTimes(database.pool, { ...rules, standards: [] }, span)).toEqual([]);
});

it('ships with a standard that can be measured', async () => {
  const { rows } = await database.pool.query<{ form: StandardForm }>(
    `select form from app.service_rules where code = $1`,
    [shipped.code],
  );
  expect(rows).toEqual([{ form: shipped.form }]);
  for (const { form } of rows) expect(() => checkStandard(form, ['office'])).not.toThrow();
});
