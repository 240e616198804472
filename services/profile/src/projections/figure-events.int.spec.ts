import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { interactionsEvents } from '@rapport/contracts';
import { identityMap } from '@rapport/messaging';
import { delivery, testDatabase, type TestDatabase, type Told } from '@rapport/testing';
import { v7 as newId } from 'uuid';
import { migrations } from '../migrations/index.ts';
import { complaints } from './complaints.projection.ts';
import { customerDocuments } from './customer-document.ts';
import { customerView } from './customer-view.projection.ts';
import { BEHIND } from './figure-events.ts';
import { countTimeline, readTimeline, timeline } from './timeline.projection.ts';
import { toldOf } from './promises.fixture.ts';
import { promises } from './promises.projection.ts';
import { contact, history, merged, opened, purchase } from './told.fixture.ts';
import { FIGURE_OF, type FigureCode } from './view-figures.ts';

let database: TestDatabase;
let deliver: (...events: readonly Told[]) => Promise<void>;
const [ada, tablet] = [newId(), newId()];
beforeAll(async () => {
  database = await testDatabase(migrations);
  deliver = delivery(database.pool, { projections: [identityMap, complaints, promises, customerView, timeline] });
  const lately = new Date(Date.now() - 86_400_000).toISOString();
  const closed = newId();
  await deliver(
    ...history(ada, tablet),
    purchase(ada, 700, 'EUR', '2019-01-01T00:00:00.000Z'),
    purchase(tablet, 900, 'EUR', lately),
    contact(tablet, lately, 'web'),
    opened(ada, closed),
    {
      type: 'ComplaintClosed',
      subject: ada,
      data: { complaintId: closed, customerId: ada, reason: 'withdrawn', recovered: false, met: [], unmet: [] },
    },
    { type: 'SatisfactionMoved', subject: ada, data: { customerId: ada, value: 42 } },
    {
      type: 'RetentionRiskMoved',
      subject: ada,
      data: { customerId: ada, risk: 0.6, band: 'high', reasons: ['recency'], model: 1 },
    },
    { type: 'ValueClassMoved', subject: ada, data: { customerId: ada, to: 'gold', month: '2026-02', months: 12 } },
    ...(['StandardMet', 'StandardBreached'] as const).map((type): Told => {
      const { took: _took, ...judged } = interactionsEvents.StandardMet.example;
      return { type, subject: tablet, data: { ...judged, customerId: tablet, clockId: newId() } };
    }),
    ...toldOf({ promiseId: newId(), customerId: ada, day: 3, end: 'kept' }),
    ...toldOf({ promiseId: newId(), customerId: tablet, day: 4, end: 'madeGood' }),
    ...toldOf({ promiseId: newId(), customerId: tablet, day: 5, end: 'broken' }),
    ...merged(ada, tablet),
  );
});
afterAll(() => database.drop());

async function view() {
  const document = (await customerDocuments(database.pool, [ada])).get(ada);
  if (!document) throw new Error('there is no view');
  return document;
}
const recorded = [ada, tablet];
const behind = async (figure: FigureCode) => {
  const filter = BEHIND[figure](await view());
  const items = await readTimeline(database.pool, { ...filter, recorded, before: undefined, limit: 200 });
  return { n: await countTimeline(database.pool, recorded, filter), items };
};

describe('the events behind a figure', () => {
  it('are those of all records of the customer, as many as the figure says', async () => {
    const { contacts, purchases } = await view();
    const { n, items } = await behind('contacts');
    expect([n, items.length]).toEqual([contacts.total, contacts.total]);
    expect((await behind('purchases')).n).toBe(purchases.count);
  });

  it('are only those of its time', async () => {
    const { asOf } = await view();
    const { items } = await behind('purchasesYear');
    expect(items.map(({ occurredAt }) => occurredAt > '2020')).not.toContain(false);
    expect(items.at(-1)?.occurredAt.slice(0, 7) ?? '').not.toBe('2019-01');
    expect(items.length).toBeGreaterThan(0);
    expect(asOf > (items[0]?.occurredAt ?? '')).toBe(true);
  });

  it('are only those of what is open', async () => {
    const { complaints: shown } = await view();
    const { items } = await behind('openComplaints');
    expect(items.map(({ type, summary }) => [type, summary['complaintId']])).toEqual([
      ['ComplaintOpened', shown.open[0]?.complaintId],
    ]);
    expect((await behind('closedComplaints')).n).toBe(shown.closed);
    expect((await behind('openEpisodes')).n).toBe(0);
  });

  it('tell which promises were kept in time and which were not', async () => {
    const { promises: shown } = await view();
    expect([shown.openCount, shown.kept, shown.broken]).toEqual([1, 1, 2]);
    expect((await behind('keptPromises')).n).toBe(shown.kept);
    expect((await behind('brokenPromises')).n).toBe(shown.broken);
    const { items } = await behind('openPromises');
    expect(items.map(({ type, summary }) => [type, summary['promiseId']]).sort()).toEqual([
      ['PromiseBroken', shown.open[0]?.promiseId],
      ['PromiseMade', shown.open[0]?.promiseId],
    ]);
  });

  it('tell of the risk what analytics said, which the view shows with its reasons', async () => {
    expect((await view()).risk).toMatchObject({ risk: 0.6, band: 'high', reasons: ['recency'], model: 1 });
    const { items } = await behind('risk');
    expect(items.map(({ type }) => type)).toEqual(expect.arrayContaining(['RetentionRiskMoved', 'PurchaseMade']));
  });

  it('tell of satisfaction what analytics said', async () => {
    const { items } = await behind('satisfaction');
    expect(items.map(({ type }) => type)).toEqual(expect.arrayContaining(['SatisfactionMoved', 'ComplaintOpened']));
  });

  it.each(['satisfaction', 'trend', 'owed', 'risk'] as const)(
    'tell of %s what was kept and what was not',
    async figure => {
      const types = new Set((await behind(figure)).items.map(({ type }) => type));
      const scored = ['StandardMet', 'StandardBreached', 'PromiseKept', 'PromiseBroken'] as const;
      expect(scored.filter(type => !types.has(type))).toEqual([]);
    },
  );
});

it('no place of a document that is published lacks its figure', async () => {
  const named = new Set(Object.keys(FIGURE_OF));
  const places = (value: unknown, at: string): string[] => {
    if (named.has(at) || typeof value !== 'object' || value === null || Array.isArray(value)) return [at];
    return Object.entries(value).flatMap(([key, inside]) => places(inside, at === '' ? key : `${at}.${key}`));
  };
  const halfNamed = (at: string): boolean => [...named].some(name => name.startsWith(`${at}.`));
  expect(places(await view(), '').filter(at => !named.has(at) && !halfNamed(at))).toEqual([]);
});
