import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { analyticsEvents } from '@rapport/contracts';
import { actionDecisions } from './action-decisions.projection.ts';
import { ada, warehouse, type Warehouse } from './facts.fixture.ts';

let house: Warehouse;
beforeAll(async () => {
  house = await warehouse(actionDecisions);
});
afterAll(() => house.database.drop());

const decision = (): Promise<unknown[]> =>
  house.rows('select decided, reason, decided_by from facts.action_decisions where customer_id = $1', [ada]);

it('a decision holds until something else is proposed', async () => {
  const { NextBestActionProposed: proposed, NextBestActionDecided: decided } = analyticsEvents;
  const said = { ...decided.example, customerId: ada };
  await house.deliver(
    { type: 'NextBestActionProposed', subject: ada, data: { ...proposed.example, customerId: ada } },
    { type: 'NextBestActionDecided', subject: ada, data: said },
  );
  expect(await decision()).toEqual([{ decided: said.action, reason: said.reason, decided_by: said.decidedBy }]);
  await house.deliver({
    type: 'NextBestActionProposed',
    subject: ada,
    data: { ...proposed.example, customerId: ada },
  });
  expect(await decision()).toEqual([{ decided: null, reason: null, decided_by: null }]);
});
