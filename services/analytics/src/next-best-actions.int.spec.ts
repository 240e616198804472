import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { identityMap } from '@rapport/messaging';
import { v7 as newId } from 'uuid';
import { nextBestAction } from './domain/next-best-action.decide.ts';
import { nextBestActions } from './next-best-actions.score.ts';
import { actionDecisions } from './projections/action-decisions.projection.ts';
import { customerFacts } from './projections/customer-facts.projection.ts';
import { merged } from './projections/value.fixture.ts';
import { scoring, type Scoring } from './scoring.fixture.ts';

let house: Scoring;
let ada = '';
beforeAll(async () => {
  house = await scoring([nextBestAction], [identityMap, customerFacts, actionDecisions]);
});
afterAll(() => house.end());
beforeEach(async () => {
  ada = newId();
  await house.rows('truncate facts.retention_risk, facts.value_class, facts.next_best_action');
});

const run = (daysOn = 0) => house.run(nextBestActions, new Date(Date.now() + daysOn * 86_400_000));
const is = async (valueClass: string | null, risk: number, id = ada): Promise<void> => {
  await house.rows(
    `insert into facts.retention_risk (customer_id, as_of, model, risk, band, reasons, x) values ($1, now(), 1, $2, 'low', '{}', '{}')
     on conflict (customer_id) do update set risk = excluded.risk`,
    [id, risk],
  );
  if (valueClass === null) return;
  await house.rows(
    `insert into facts.value_class (customer_id, month, as_of, class, ranked, revenue_minor, margin_minor, serving_minor, contribution_minor)
     values ($1, '2026-01-01', now(), $2, $2, 0, 0, 0, 0) on conflict (customer_id) do update set class = excluded.class`,
    [id, valueClass],
  );
};
const found = async (id = ada) =>
  (
    await house.rows('select action, proposed, decided from analytics.next_best_action where customer_id = $1', [id])
  )[0];
const told = async () => (await house.told(ada, 'NextBestActionProposed')).map(data => Object(data).to);
const decide = (action: 'keep' | 'stopExtraSpending') =>
  house.messaging.handle(
    nextBestAction,
    ada,
    { type: 'DecideNextBestAction', customerId: ada, action, reason: 'strategicCustomer', decidedBy: 'm-1' },
    { subject: ada, actor: 'm-1' },
  );
/** What the service has told so far reaches its own read model. */
const heard = async () => {
  for (const { type, data, occurredAt } of await house.messaging.events(ada, 0, 100)) {
    if (type === 'NextBestActionProposed') await house.deliver({ type, subject: ada, occurredAt, data });
    if (type === 'NextBestActionDecided') await house.deliver({ type, subject: ada, occurredAt, data });
  }
};

describe('the next best action', () => {
  it.each<[string, string | null, number]>([
    ['keep', 'diamond', 0.49],
    ['repair', 'gold', 0.5],
    ['develop', 'silver', 0.1],
    ['develop', null, 0.1],
    ['stopExtraSpending', 'other', 0.9],
  ])('is to %s for %s at a risk of %d', async (action, valueClass, risk) => {
    await is(valueClass, risk);
    await run();
    const holds = action === 'stopExtraSpending' ? null : action;
    expect(await found()).toEqual({ action: holds, proposed: action, decided: null });
    await run();
    expect(await told()).toEqual([action]);
  });

  it('holds as decided until something else is proposed', async () => {
    await is('other', 0.9);
    await run();
    await decide('keep');
    await heard();
    expect(await found()).toEqual({ action: 'keep', proposed: 'stopExtraSpending', decided: 'keep' });
    await is('other', 0.2);
    await run(1);
    await heard();
    expect(await found()).toEqual({ action: 'develop', proposed: 'develop', decided: null });
    expect(await told()).toEqual(['stopExtraSpending', 'develop']);
  });

  it('is proposed of the current customer alone', async () => {
    const tablet = newId();
    await is('gold', 0.1);
    await is('gold', 0.1, tablet);
    await run();
    await house.deliver(merged(ada, tablet));
    await run(1);
    expect([await found(), await found(tablet)]).toMatchObject([{ proposed: 'keep' }, undefined]);
  });
});
