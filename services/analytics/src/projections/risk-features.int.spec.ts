import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { complaintsEvents, interactionsEvents } from '@rapport/contracts';
import type { Told } from '@rapport/testing';
import { v7 as newId } from 'uuid';
import { commerceFacts } from './commerce-facts.projection.ts';
import { warehouse, type Warehouse } from './facts.fixture.ts';
import { promiseFacts } from './promise-facts.projection.ts';
import { on, promise } from './promises.fixture.ts';
import { purchaseFacts } from './purchase-facts.projection.ts';
import { riskModelAt, riskModels, type RiskModel } from './risk-model.query.ts';
import { featuresOf } from './risk.query.ts';
import { satisfaction } from './satisfaction.projection.ts';
import { standardFacts } from './standard-facts.projection.ts';

const NOW = new Date(on(31));

let house: Warehouse;
let ada: string;
beforeAll(async () => {
  house = await warehouse(purchaseFacts, commerceFacts, standardFacts, promiseFacts, satisfaction);
});
afterAll(() => house.database.drop());
beforeEach(async () => {
  ada = newId();
  const data = { ...interactionsEvents.PurchaseMade.example, purchaseId: newId(), customerId: ada };
  await house.deliver({ type: 'PurchaseMade', subject: ada, occurredAt: on(1), data });
});

const broken = async (model?: RiskModel): Promise<number | null | undefined> => {
  const { pool } = house.database;
  return (await featuresOf(pool, NOW, model ?? (await riskModelAt(pool, NOW)), ada, [ada]))?.brokenPromises;
};
const breached = (measure: 'answer' | 'promiseKept'): Told => ({
  ...{ type: 'StandardBreached', subject: ada, occurredAt: on(5) },
  data: { ...interactionsEvents.StandardBreached.example, clockId: newId(), customerId: ada, measure },
});

describe('times that we did not keep, of which a risk is made', () => {
  it('count a promise that was broken within 90 days once, kept late or not', async () => {
    const of = (dueAt: string) => promise(ada, { dueAt });
    const [kept, late, lost, moved, old] = [of(on(5)), of(on(6)), of(on(7)), of(on(8)), of(on(-80))];
    await house.deliver(
      ...[kept.made(1), kept.kept(4, false), late.made(1), late.broken(), late.kept(9, true)],
      ...[lost.made(1), lost.broken(), moved.made(1), moved.renegotiated(2, on(60)), old.made(-90), old.broken()],
    );
    expect(await broken()).toBe(2);
  });

  it('count house clocks and service standards too, but not the one by which promises are measured: they are counted themselves', async () => {
    const { example } = complaintsEvents.HouseClockBreached;
    const given = promise(ada, { dueAt: on(5) });
    await house.deliver(
      breached('answer'),
      { type: 'HouseClockBreached', subject: ada, occurredAt: on(5), data: { ...example, customerId: ada } },
      ...[given.made(1), given.broken(), breached('promiseKept')],
    );
    expect(await broken()).toBe(3);
  });

  it('leave promises out under a version of the model that was made before there were any', async () => {
    const given = promise(ada, { dueAt: on(5) });
    await house.deliver(given.made(1), given.broken(), breached('promiseKept'), breached('answer'));
    const [third, second] = await riskModels(house.database.pool, undefined, 2);
    expect([third?.version, await broken(third)]).toEqual([3, 2]);
    expect([second?.version, await broken(second)]).toEqual([2, 1]);
  });
});
