import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { createMessaging, identityMap, quiet, type Messaging } from '@rapport/messaging';
import { delivery, testDatabase, testStack, type TestDatabase, type Told } from '@rapport/testing';
import { v7 as newId } from 'uuid';
import { customer } from '../domain/customer.decide.ts';
import { on } from '../domain/lifecycle.fixture.ts';
import { register } from '../domain/customer.fixture.ts';
import { migrations } from '../migrations/index.ts';
import { lifecycle } from '../projections/lifecycle.projection.ts';
import { timeline } from '../projections/timeline.projection.ts';
import { contact, purchase } from '../projections/told.fixture.ts';
import { followLifecycleStage } from './follow-lifecycle.policy.ts';

let database: TestDatabase;
let messaging: Messaging;
let deliver: (...events: readonly Told[]) => Promise<void>;
let ada: string;
let tablet: string;
beforeAll(async () => {
  database = await testDatabase(migrations);
  const { brokers } = await testStack();
  const readers = { deciders: [customer], projections: [], policies: [] };
  messaging = createMessaging({ service: 'profile', database: database.url, brokers, ...readers, log: quiet });
  const projections = [identityMap, timeline, lifecycle];
  deliver = delivery(database.pool, { projections, policies: [followLifecycleStage] });
});
afterAll(async () => {
  await messaging.stop();
  await database.drop();
});
beforeEach(async () => {
  [ada, tablet] = [newId(), newId()];
  for (const customerId of [ada, tablet]) {
    const context = { subject: customerId, actor: 'spec', occurredAt: on(0) };
    await messaging.handle(customer, customerId, register({ customerId }), context);
  }
  await work();
});

const bought = (customerId: string, day: number): Told => purchase(customerId, 1000, 'EUR', on(day));
const risky = (customerId: string, risk: number, fromRisk: number | undefined, day: number): Told => ({
  type: 'RetentionRiskMoved',
  subject: customerId,
  occurredAt: on(day),
  data: {
    ...{ customerId, risk, band: risk < 0.5 ? 'medium' : 'high', reasons: ['recency'], model: 1 },
    ...(fromRisk !== undefined && { from: fromRisk, fromBand: fromRisk < 0.5 ? 'medium' : 'high' }),
  },
});

/** Does what the policy wished for and delivers what that led to, until nothing more follows. */
async function work(): Promise<void> {
  for (let round = 0; round < 9; round++) {
    const { rows: todos } = await database.pool.query(
      `select id, stream_id as stream, subject, command, occurred_at as at from messaging.todo where done_at is null order by id`,
    );
    await messaging.handleMany(
      customer,
      todos.map(({ id, stream, subject, command, at }) => ({
        id: stream,
        command,
        context: { subject, actor: 'policy', occurredAt: at.toISOString(), todo: id },
      })),
    );
    await database.pool.query('update messaging.todo set done_at = now() where done_at is null');
    const { rows } = await database.pool.query<{ event: Told }>(
      `select jsonb_build_object('type', e.type, 'subject', e.aggregateid, 'data', e.payload, 'id', e.id,
         'occurredAt', to_char(e.occurred_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')) as event
       from messaging.outbox o join messaging.events e using (position) order by e.position`,
    );
    await database.pool.query('delete from messaging.outbox');
    if (rows.length === 0 && todos.length === 0) return;
    if (rows.length > 0) await deliver(...rows.map(({ event }) => event));
  }
}

/** The clock of a customer, as the timer sends it: everything here lies in the past. */
async function pass(customerId: string): Promise<void> {
  const command = { type: 'PassTime', now: new Date().toISOString() } as const;
  await messaging.handle(customer, customerId, command, { subject: customerId, actor: 'clock' });
  await work();
}
const stageOf = async (customerId: string): Promise<unknown> => (await messaging.load(customer, customerId))?.state;
const moves = async (customerId: string): Promise<string[]> =>
  (await messaging.history(`customer-${customerId}`)).flatMap(({ type, data, occurredAt }) =>
    type === 'LifecycleStageMoved' ? [`${data.to} ${data.reason} ${dayIn2026(occurredAt)}`] : [],
  );
const due = async (): Promise<string> => {
  const stream = `customer-${ada}`;
  const { rows } = await database.pool.query(
    `select state->>'reviewAt' as at from messaging.streams where stream = $1`,
    [stream],
  );
  return rows[0].at;
};
const dayIn2026 = (at: string): number => Math.round((Date.parse(at) - Date.parse(on(0))) / 86_400_000);

describe('the stage of a customer', () => {
  it('is moved by purchases, and by silence at the time when it was long enough, once', async () => {
    await deliver(bought(ada, 0), bought(ada, 10));
    await work();
    expect(await moves(ada)).toEqual(['new firstPurchase 0', 'returning secondPurchase 10']);
    for (const _again of [1, 2]) await pass(ada);
    expect((await moves(ada)).slice(2)).toEqual(['atRisk silent 100', 'lapsed silent 190']);
    await deliver(bought(ada, 250));
    await work();
    expect((await moves(ada)).at(-1)).toBe('wonBack purchase 250');
  });

  it('is looked at again when silence was broken meanwhile by contacts, which move nothing themselves', async () => {
    await deliver(bought(ada, 0), contact(ada, on(60)));
    await work();
    await pass(ada);
    expect((await moves(ada)).slice(1)).toEqual(['atRisk silent 150', 'lapsed silent 240']);
  });

  it('has a clock that follows the rhythm: contacts of every week let silence begin sooner', async () => {
    await deliver(bought(ada, 0));
    await work();
    expect(await due()).toBe(on(90));
    await deliver(...[7, 14, 21].map(day => contact(ada, on(day))));
    await work();
    expect(await due()).toBe(on(35));
  });

  it('follows the rhythm also of what is heard while a move is under way', async () => {
    await deliver(bought(ada, 0));
    await deliver(...[7, 14, 21].map(day => contact(ada, on(day))));
    await work();
    expect(await due()).toBe(on(35));
  });

  it('is what it was by all that was heard, in whatever order it became known', async () => {
    await deliver(bought(ada, 0), bought(ada, 10), ...[20, 30, 40, 50, 60].map(day => contact(ada, on(day))));
    await work();
    expect(await due()).toBe(on(80));
    for (const day of [11, 12]) await deliver(contact(ada, on(day)));
    await work();
    expect((await moves(ada)).slice(2)).toEqual(['atRisk silent 14', 'returning heardAgain 44']);
  });

  it('is set right where what is heard late says that nobody had been silent for so long', async () => {
    await deliver(bought(ada, 0));
    await work();
    await pass(ada);
    expect((await moves(ada)).slice(1)).toEqual(['atRisk silent 90', 'lapsed silent 180']);
    await deliver(contact(ada, on(80)));
    await work();
    expect((await moves(ada)).slice(3)).toEqual(['atRisk knownLate 180']);
    await pass(ada);
    expect((await moves(ada)).slice(4)).toEqual(['lapsed silent 260']);
  });
});

describe('the risk of losing a customer', () => {
  it('moves the stage when it turns high, once, and back after 14 days below', async () => {
    await deliver(bought(ada, 0), bought(ada, 30), risky(ada, 0.3, undefined, 31));
    await deliver(risky(ada, 0.6, 0.3, 40), risky(ada, 0.7, 0.6, 41));
    await work();
    expect((await moves(ada)).slice(2)).toEqual(['atRisk riskHigh 40']);
    await deliver(risky(ada, 0.4, 0.7, 50));
    await work();
    expect(await due()).toBe(on(64));
    await pass(ada);
    expect((await moves(ada)).slice(3)).toEqual(['returning riskFell 64', 'atRisk silent 120', 'lapsed silent 210']);
  });

  it('that is told before the purchase that makes a customer is seen afterwards', async () => {
    await deliver(risky(ada, 0.6, undefined, 10));
    await work();
    expect(await moves(ada)).toEqual([]);
    await deliver(bought(ada, 5));
    await work();
    expect(await moves(ada)).toEqual(['new firstPurchase 5', 'atRisk riskHigh 10']);
  });
});

describe('the stage of merged records', () => {
  const said = (type: 'CustomersMerged' | 'CustomersUnmerged'): Told => ({
    type,
    subject: ada,
    occurredAt: on(100),
    data: { survivorId: ada, absorbedId: tablet, reason: 'sameParty' },
  });
  const handle = async (type: 'merge' | 'unmerge'): Promise<void> => {
    const context = (subject: string) => ({ subject, actor: 'spec', occurredAt: on(100) });
    const [reason, [taken, taking]] = ['sameParty', [tablet, ada]];
    await messaging.handleAll(customer, [
      {
        id: taking,
        command:
          type === 'merge'
            ? { type: 'AbsorbCustomer', absorbedId: taken, reason }
            : { type: 'ReleaseCustomer', absorbedId: taken, reason },
        context: context(taking),
      },
      {
        id: taken,
        command:
          type === 'merge' ? { type: 'BeAbsorbed', survivorId: taking } : { type: 'BeRestored', survivorId: taking },
        context: context(taken),
      },
    ]);
    await work();
  };

  it('knows the risk that was told of the current id; parted again, each has its own', async () => {
    await deliver(bought(ada, 0), bought(ada, 60), bought(tablet, 61), risky(tablet, 0.7, undefined, 70));
    await work();
    expect(await moves(tablet)).toEqual(['new firstPurchase 61', 'atRisk riskHigh 70']);
    await handle('merge');
    expect(await moves(ada)).toEqual(['new firstPurchase 0', 'returning secondPurchase 60']);
    await deliver(risky(ada, 0.6, undefined, 101));
    await work();
    expect((await moves(ada)).at(-1)).toBe('atRisk riskHigh 101');
    await handle('unmerge');
    expect((await moves(tablet)).slice(0, 2)).toEqual(['new firstPurchase 61', 'atRisk riskHigh 70']);
    expect(await stageOf(tablet)).toMatchObject({ stage: 'atRisk' });
  });

  it('is that of all they did, by the interval of all; parted again, each has its own', async () => {
    await deliver(bought(ada, 0), bought(tablet, 7), contact(tablet, on(14)), contact(ada, on(21)));
    await work();
    await handle('merge');
    expect(await moves(ada)).toEqual(['new firstPurchase 0', 'returning secondPurchase 7', 'atRisk silent 35']);
    await handle('unmerge');
    expect((await moves(ada)).at(-1)).toBe('new unmerged 100');
    expect(await moves(tablet)).toEqual(['new firstPurchase 7']);
    expect(said('CustomersMerged').type).toBe('CustomersMerged');
    await pass(tablet);
    expect((await moves(tablet)).slice(1)).toEqual(['atRisk silent 104', 'lapsed silent 194']);
  });
});
