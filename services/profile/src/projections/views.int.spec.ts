import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { identityMap } from '@rapport/messaging';
import { delivery, testDatabase, type TestDatabase, type Told } from '@rapport/testing';
import { v7 as newId } from 'uuid';
import { migrations } from '../migrations/index.ts';
import { complaints } from './complaints.projection.ts';
import { customerDocuments } from './customer-document.ts';
import { searchCustomers } from './customer-search.ts';
import { customerView } from './customer-view.projection.ts';
import { readTimeline, timeline } from './timeline.projection.ts';

let database: TestDatabase;
let ada: string;
let tablet: string;
let deliver: (...events: readonly Told[]) => Promise<void>;
beforeAll(async () => {
  database = await testDatabase(migrations);
  deliver = delivery(database.pool, { projections: [identityMap, complaints, customerView, timeline] });
});
afterAll(() => database.drop());
beforeEach(() => {
  [ada, tablet] = [newId(), newId()];
});

const registered = (customerId: string, anonymous = false): Told => ({
  type: 'CustomerRegistered',
  subject: customerId,
  occurredAt: '2026-01-01T00:00:00.000Z',
  data: { customerId, partyType: 'individual', anonymous },
});

const contact = (customerId: string, occurredAt: string, channel = 'phone'): Told => ({
  type: 'InteractionRecorded',
  subject: customerId,
  occurredAt,
  data: {
    interactionId: newId(),
    customerId,
    channel,
    direction: 'inbound',
    phase: 'inSale',
    type: 'order',
    flags: [],
  },
});

const purchase = (
  customerId: string,
  minor: number,
  currency = 'EUR',
  occurredAt = '2026-02-01T00:00:00.000Z',
): Told => ({
  type: 'PurchaseMade',
  subject: customerId,
  occurredAt,
  data: { purchaseId: newId(), customerId, channel: 'web', amount: { minor, currency }, lines: [] },
});

const due = (day: number) => {
  const at = `2026-03-0${day}T10:00:00.000Z`;
  return { acknowledge: at, firstAnswer: at.replace('T10', 'T11'), resolve: at.replace('T10', 'T12') };
};

const opened = (customerId: string, complaintId: string): Told => ({
  type: 'ComplaintOpened',
  subject: customerId,
  occurredAt: '2026-03-01T09:00:00.000Z',
  data: {
    complaintId,
    customerId,
    channel: 'phone',
    cause: 'late',
    severity: 3,
    demands: [],
    due: due(1),
    warnAt: due(1),
    flags: [],
  },
});

const merged = (survivorId: string, absorbedId: string): Told[] => [
  { type: 'CustomersMerged', subject: survivorId, data: { survivorId, absorbedId, reason: 'sameParty' } },
  { type: 'CustomerAbsorbed', subject: absorbedId, data: { customerId: absorbedId, survivorId } },
];
const unmerged = (survivorId: string, absorbedId: string): Told[] => [
  { type: 'CustomersUnmerged', subject: survivorId, data: { survivorId, absorbedId, reason: 'wrongMerge' } },
  { type: 'CustomerRestored', subject: absorbedId, data: { customerId: absorbedId, survivorId } },
];

const viewOf = async (id: string) => (await customerDocuments(database.pool, [id])).get(id);
const timelineOf = (recorded: string[], more: Partial<Parameters<typeof readTimeline>[1]> = {}) =>
  readTimeline(database.pool, { recorded, limit: 50, ...more });

describe('the view', () => {
  it('counts each event once, and its latest is the latest in business time', async () => {
    await deliver(
      registered(ada),
      contact(ada, '2026-03-02T00:00:00.000Z'),
      contact(ada, '2026-02-02T00:00:00.000Z', 'web'),
      purchase(ada, 1000, 'EUR', '2026-02-03T00:00:00.000Z'),
      purchase(ada, 500, 'EUR', '2026-02-01T00:00:00.000Z'),
      {
        type: 'FeedbackGiven',
        subject: ada,
        occurredAt: '2026-02-05T00:00:00.000Z',
        data: { feedbackId: newId(), customerId: ada, survey: 'nps', score: 9, answers: [] },
      },
    );
    expect(await viewOf(ada)).toMatchObject({
      contacts: { total: 2, lastAt: '2026-03-02T00:00:00.000Z', byChannel: { phone: 1, web: 1 } },
      lastContacts: [{ channel: 'phone' }, { channel: 'web' }],
      purchases: { count: 2, amount: { minor: 1500, currency: 'EUR' }, lastAt: '2026-02-03T00:00:00.000Z' },
      feedback: { count: 1, last: { survey: 'nps', score: 9 } },
      loyalty: null,
    });
  });

  it('adds no amounts of different currencies', async () => {
    await deliver(registered(ada), purchase(ada, 1000), purchase(ada, 500, 'USD'));
    expect(await viewOf(ada)).toMatchObject({ purchases: { count: 2, amount: null } });
  });

  it('keeps what other services told before the customer is known, but shows nothing until then', async () => {
    await deliver(contact(ada, '2026-03-02T00:00:00.000Z'));
    expect(await viewOf(ada)).toBeUndefined();
    await deliver(registered(ada));
    expect(await viewOf(ada)).toMatchObject({ contacts: { total: 1 }, stage: 'prospect' });
  });

  it('has the points of a member', async () => {
    const entry = {
      customerId: ada,
      entryId: newId(),
      postings: [
        { account: 'a', points: -20 },
        { account: 'b', points: 20 },
      ],
    };
    const at = '2026-03-01T00:00:00.000Z';
    await deliver(
      registered(ada),
      { type: 'MemberEnrolled', subject: ada, data: { customerId: ada, tier: 'member', enrolledAt: at } },
      {
        type: 'PointsEarned',
        subject: ada,
        data: { ...entry, points: 30, availableAt: at, purchaseId: newId(), purchasedAt: at },
      },
      { type: 'PointsReleased', subject: ada, data: { ...entry, points: 20 } },
      { type: 'PointsRedeemed', subject: ada, data: { ...entry, points: 5, reward: 'coffee' } },
    );
    expect(await viewOf(ada)).toMatchObject({ loyalty: { tier: 'member', points: 15, pending: 10 } });
  });

  it('follows a complaint through its steps to the end, and back', async () => {
    const complaintId = newId();
    const ids = { complaintId, customerId: ada };
    await deliver(registered(ada), opened(ada, complaintId));
    expect(await viewOf(ada)).toMatchObject({
      complaints: {
        open: [{ complaintId, step: 'confirm', severity: 3, dueAt: due(1).acknowledge, breached: false }],
        closed: 0,
      },
    });
    await deliver(
      {
        type: 'ComplaintConfirmed',
        subject: ada,
        data: { ...ids, agreedAt: due(1).acknowledge, agreedBy: 'phone', demands: [] },
      },
      { type: 'HouseClockBreached', subject: ada, data: { ...ids, clock: 'firstAnswer', dueAt: due(1).firstAnswer } },
    );
    expect(await viewOf(ada)).toMatchObject({
      complaints: { open: [{ step: 'empathise', dueAt: due(1).firstAnswer, breached: true }] },
    });
    await deliver({
      type: 'ComplaintClosed',
      subject: ada,
      data: { ...ids, reason: 'withdrawn', recovered: false, met: [], unmet: [] },
    });
    expect(await viewOf(ada)).toMatchObject({ complaints: { open: [], closed: 1 } });
    await deliver({
      type: 'ComplaintReopened',
      subject: ada,
      data: { ...ids, reason: 'cameBack', step: 'act', due: due(5), warnAt: due(4) },
    });
    expect(await viewOf(ada)).toMatchObject({
      complaints: { open: [{ step: 'act', dueAt: due(5).resolve }], closed: 0 },
    });
  });
});

describe('a merge', () => {
  const history = () => [
    registered(ada),
    registered(tablet, true),
    contact(ada, '2026-03-01T00:00:00.000Z'),
    contact(tablet, '2026-03-02T00:00:00.000Z', 'web'),
    purchase(ada, 1000),
    purchase(tablet, 500),
    opened(tablet, newId()),
  ];

  it('shows one customer with everything, and its undoing both as before', async () => {
    await deliver(...history());
    const [before, tabletBefore] = [await viewOf(ada), await viewOf(tablet)];
    await deliver(...merged(ada, tablet));
    expect(await viewOf(tablet)).toBeUndefined();
    expect(await viewOf(ada)).toMatchObject({
      contacts: { total: 2, byChannel: { phone: 1, web: 1 } },
      purchases: { count: 2, amount: { minor: 1500, currency: 'EUR' } },
      complaints: { open: [{ cause: 'late' }] },
      mergedFrom: [tablet],
    });
    await deliver(...unmerged(ada, tablet));
    const same = ({ asOf: _a, version: _v, ...rest }: NonNullable<typeof before>) => rest;
    expect([await viewOf(ada), await viewOf(tablet)].map(view => view && same(view))).toEqual(
      [before, tabletBefore].map(view => view && same(view)),
    );
  });

  it('marks both documents for publication, and what happens later that of the survivor', async () => {
    await deliver(...history());
    const version = async (id: string) =>
      (await database.pool.query('select version from messaging.compacted where customer = $1', [id])).rows[0]?.version;
    const before = [await version(ada), await version(tablet)];
    await deliver(...merged(ada, tablet));
    expect([await version(ada), await version(tablet)]).toEqual(before.map(each => each + 1));
    await deliver(contact(tablet, '2026-03-05T00:00:00.000Z'));
    expect(await version(ada)).toBe(before[0] + 2);
    expect(await viewOf(ada)).toMatchObject({ version: before[0] + 2, contacts: { total: 3 } });
  });

  it('gives one timeline, newest first, page by page, each event once', async () => {
    await deliver(...history(), ...merged(ada, tablet));
    const all = await timelineOf([ada, tablet]);
    expect(all.map(item => item.type).sort()).toEqual([
      'ComplaintOpened',
      'CustomerAbsorbed',
      'CustomerRegistered',
      'CustomerRegistered',
      'CustomersMerged',
      'InteractionRecorded',
      'InteractionRecorded',
      'PurchaseMade',
      'PurchaseMade',
    ]);
    const pages = [];
    for (let before: { occurredAt: string; eventId: string } | undefined; ;) {
      const page = await timelineOf([ada, tablet], { limit: 3, before });
      pages.push(...page);
      before = page.at(-1);
      if (!before) break;
    }
    expect(pages).toEqual(all);
    expect(await timelineOf([ada, tablet], { kind: 'purchase' })).toMatchObject([
      { summary: { channel: 'web', lines: 0 } },
      { summary: { channel: 'web', lines: 0 } },
    ]);
  });
});

describe('a search', () => {
  const remember = (id: string, values: object) =>
    database.pool.query(`insert into messaging.personal values ($1, $2, $3)`, [
      `customer-${id}`,
      id,
      JSON.stringify(values),
    ]);
  const found = async (query: string, phone?: string) =>
    (await searchCustomers(database.pool, { query, phone, limit: 50 })).map(each => each.customerId);

  it('finds by the beginnings of names, by e-mail, phone and id, whoever was merged as the survivor', async () => {
    const email = { type: 'email', value: `Q.${ada}@x.org`, normalised: `q.${ada}@x.org`, verified: true };
    const phone = { type: 'phone', value: '020 7183 8750', normalised: '+442071838750', verified: true };
    await deliver(registered(ada), registered(tablet), ...merged(ada, tablet));
    await remember(ada, { name: 'Zoë Quartermaine', 'identifier:1': email });
    await remember(tablet, { name: '王小明', 'identifier:1': phone });
    for (const query of ['quart zo', 'ZOË Q', `q.${ada}`, ada, tablet, '王', '020 7183 87', '+4420']) {
      expect(await found(query)).toEqual([ada]);
    }
    expect(await found('(020) 7183-8750', '+442071838750')).toEqual([ada]);
    expect(await found('uartermaine')).toEqual([]);
  });

  it('finds nobody any more whose personal values are gone', async () => {
    await deliver(registered(ada));
    await remember(ada, { name: 'Xenia Zarathustra' });
    expect(await found('zarath')).toEqual([ada]);
    await database.pool.query(`delete from messaging.personal where subject = $1`, [ada]);
    expect(await found('zarath')).toEqual([]);
  });
});
