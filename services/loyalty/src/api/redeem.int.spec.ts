import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { createMessaging, quiet, type Command, type Messaging } from '@rapport/messaging';
import { testDatabase, testStack, type TestDatabase } from '@rapport/testing';
import type { RedeemPoints } from '../domain/account.commands.ts';
import { account } from '../domain/account.decider.ts';
import { purseAt } from './purse.ts';
import { redeem, redeemMany } from './redeem.ts';

const bought = '2026-01-10T10:00:00.000Z';
const later = '2026-03-01T10:00:00.000Z';

let database: TestDatabase;
let messaging: Messaging;
beforeAll(async () => {
  database = await testDatabase();
  const { brokers } = await testStack();
  messaging = createMessaging({
    service: 'loyalty',
    database: database.url,
    brokers,
    deciders: [account],
    projections: [],
    policies: [],
    log: quiet,
  });
});
afterAll(async () => {
  await messaging.stop();
  await database.drop();
});

const by = (subject: string, occurredAt: string) => ({ subject, actor: 'spec', occurredAt });

/** A member with that many points, available in March. */
async function memberWith(points: number, purchaseId: string = randomUUID()): Promise<string> {
  const id = randomUUID();
  const enrolledAt = '2026-01-01T00:00:00.000Z';
  await messaging.handle(account, id, { type: 'EnrolMember', customerId: id, enrolledAt }, by(id, enrolledAt));
  const earn = { type: 'EarnPoints', purchaseId, purchasedAt: bought, minor: points * 100 } as const;
  await messaging.handle(account, id, earn, by(id, bought));
  return id;
}
const redemption = (id: string, points: number, entryId: string = randomUUID()): Command<RedeemPoints> => ({
  id,
  command: { type: 'RedeemPoints', entryId, points, reward: 'coffee' },
  context: by(id, later),
});
const underKey = (id: string, points: number): Command<RedeemPoints> => {
  const { context, ...rest } = redemption(id, points);
  return { ...rest, context: { ...context, key: { caller: 'spec', value: randomUUID(), bodyHash: 'x' } } };
};
const merge = (survivor: string, absorbed: string): Promise<unknown> =>
  database.pool.query('insert into messaging.identity values ($1, $2)', [absorbed, survivor]);
const purse = (id: string): Promise<unknown> => purseAt(messaging, id, later);
const refused = (slug: string) => expect.objectContaining({ slug });

describe('redeeming', () => {
  let ana: string;
  beforeEach(async () => {
    ana = await memberWith(100);
  });

  it('spends points whose time has come since, and tells the entry', async () => {
    const { state, repeated } = await redeem(messaging, redemption(ana, 60));
    expect(repeated).toBe(false);
    expect(state).toMatchObject({ available: 40, lots: [] });
    await expect(redeem(messaging, redemption(ana, 41))).rejects.toEqual(refused('balance-too-low'));
  });

  it('answers a repeat with what there is, also when the balance would not do any more', async () => {
    const once = redemption(ana, 80);
    await redeem(messaging, once);
    expect(await redeem(messaging, once)).toMatchObject({ repeated: true, state: { available: 20 } });
    const small = redemption(ana, 5);
    expect((await redeemMany(messaging, [small, once, small])).map(outcome => outcome.ok && outcome.repeated)).toEqual([
      false,
      true,
      true,
    ]);
    expect(await purse(ana)).toMatchObject({ points: 15 });
  });

  it('never oversells, however many come at once', async () => {
    const answers = await Promise.allSettled(Array.from({ length: 40 }, () => redeem(messaging, redemption(ana, 7))));
    expect(answers.filter(({ status }) => status === 'fulfilled')).toHaveLength(14);
    expect(await purse(ana)).toMatchObject({ points: 2 });
  });

  it('earns a purchase once, however often it is told', async () => {
    const purchaseId = randomUUID();
    const earn = { type: 'EarnPoints', purchaseId, purchasedAt: bought, minor: 1000 } as const;
    const outcomes = await messaging.handleMany(
      account,
      [1, 2, 3].map(() => ({ id: ana, command: earn, context: by(ana, bought) })),
    );
    expect(outcomes.map(({ ok }) => ok)).toEqual([true, false, false]);
    await expect(messaging.handle(account, ana, earn, by(ana, later))).rejects.toEqual(refused('already-claimed'));
  });

  it('stays refused under its key when the points have come, and may be asked for under another', async () => {
    const asked = underKey(ana, 120);
    await expect(redeem(messaging, asked)).rejects.toEqual(refused('balance-too-low'));
    const earn = { type: 'EarnPoints', purchaseId: randomUUID(), purchasedAt: bought, minor: 5000 } as const;
    await messaging.handle(account, ana, earn, by(ana, bought));
    await expect(redeem(messaging, asked)).rejects.toEqual(refused('balance-too-low'));
    await redeem(messaging, underKey(ana, 120));
    expect(await purse(ana)).toMatchObject({ points: 30 });
  });

  it('refuses a batch item by item', async () => {
    const outcomes = await redeemMany(messaging, [
      redemption(ana, 100),
      redemption(ana, 1),
      redemption(randomUUID(), 1),
    ]);
    expect(outcomes.map(outcome => (outcome.ok ? 'ok' : outcome.error))).toEqual([
      'ok',
      refused('balance-too-low'),
      refused('not-a-member'),
    ]);
  });
});

describe('a merged customer', () => {
  it('redeems from one purse: from an account that has enough, else from several, by either id', async () => {
    const [ana, tablet] = [await memberWith(30), await memberWith(50)];
    await redeem(messaging, redemption(ana, 1));
    await merge(ana, tablet);
    expect(await purse(tablet)).toMatchObject({ points: 79, pending: 0 });
    await redeem(messaging, redemption(ana, 40));
    expect(await purse(ana)).toMatchObject({ points: 39, pending: 0 });
    const split = redemption(tablet, 39);
    await redeem(messaging, split);
    expect(await purse(ana)).toMatchObject({ points: 0 });
    expect(await redeem(messaging, split)).toMatchObject({ repeated: true });
    await expect(redeem(messaging, redemption(ana, 1))).rejects.toEqual(refused('balance-too-low'));
  });

  it('keeps under a key what the whole purse answers, not what its own account does', async () => {
    const [ana, tablet] = [await memberWith(30), await memberWith(50)];
    const alone = underKey(ana, 60);
    await expect(redeem(messaging, alone)).rejects.toEqual(refused('balance-too-low'));
    await merge(ana, tablet);
    await expect(redeem(messaging, alone)).rejects.toEqual(refused('balance-too-low'));
    const together = underKey(ana, 60);
    expect(await redeem(messaging, together)).toMatchObject({ repeated: false });
    expect(await redeem(messaging, together)).toMatchObject({ repeated: true });
    const tooMuch = underKey(tablet, 21);
    await expect(redeem(messaging, tooMuch)).rejects.toEqual(refused('balance-too-low'));
    expect(await purse(ana)).toMatchObject({ points: 20 });
  });

  it('redeems what an account of another id holds, having none under its own', async () => {
    const [tablet, ana] = [await memberWith(50), randomUUID()];
    await merge(ana, tablet);
    await redeem(messaging, redemption(ana, 50));
    expect(await purse(ana)).toMatchObject({ points: 0 });
  });

  it('is not oversold from both ids at once', async () => {
    const [ana, tablet] = [await memberWith(30), await memberWith(30)];
    await merge(ana, tablet);
    const ids = Array.from({ length: 10 }, (_, nth) => (nth % 2 === 0 ? ana : tablet));
    const answers = await Promise.allSettled(ids.map(id => redeem(messaging, redemption(id, 20))));
    expect(answers.filter(({ status }) => status === 'fulfilled')).toHaveLength(3);
    expect(await purse(ana)).toMatchObject({ points: 0 });
  });

  it('cannot spend on one record what another owes, and can again when they are apart', async () => {
    const purchaseId = randomUUID();
    const [owing, rich] = [await memberWith(30, purchaseId), await memberWith(50)];
    await redeem(messaging, redemption(owing, 30));
    const refund = { refundId: randomUUID(), refundedAt: later, minor: 3000, refunded: 3000, paid: 3000 };
    const back = { type: 'ReversePoints', purchaseId, purchasedAt: bought, points: 30, refunds: [refund] } as const;
    await messaging.handle(account, owing, back, by(owing, later));
    await merge(owing, rich);
    expect(await purse(rich)).toMatchObject({ points: 20, owed: 0 });
    const tooMuch = underKey(rich, 21);
    await expect(redeem(messaging, tooMuch)).rejects.toEqual(refused('balance-too-low'));
    await database.pool.query('delete from messaging.identity where recorded = $1', [rich]);
    await expect(redeem(messaging, tooMuch)).rejects.toEqual(refused('balance-too-low'));
    await merge(owing, rich);
    const many = await redeemMany(messaging, [redemption(rich, 21), redemption(rich, 15)]);
    expect(many.map(({ ok }) => ok)).toEqual([false, true]);
    await redeem(messaging, redemption(owing, 5));
    expect(await purse(owing)).toMatchObject({ points: 0, owed: 0 });
    await database.pool.query('delete from messaging.identity where recorded = $1', [rich]);
    expect(await purse(rich)).toMatchObject({ points: 30, owed: 0 });
    expect(await purse(owing)).toMatchObject({ points: 0, owed: 30 });
  });
});
