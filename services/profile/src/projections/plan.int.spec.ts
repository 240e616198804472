import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { delivery, testDatabase, type TestDatabase, type Told } from '@rapport/testing';
import { v7 as newId } from 'uuid';
import { migrations } from '../migrations/index.ts';
import { PLAN_LISTS } from '../api/plan-lists.ts';
import { plans } from './plan.projection.ts';
import { lessonsOf, opportunitiesOf, planActionsOf } from './plan.query.ts';

let database: TestDatabase;
let deliver: (...events: readonly Told[]) => Promise<void>;
beforeAll(async () => {
  database = await testDatabase(migrations);
  deliver = delivery(database.pool, { projections: [plans] });
});
afterAll(() => database.drop());

const at = '2026-03-01T09:00:00.000Z';

it('the opportunities of a customer stand as they were said last, the open ones by their day first', async () => {
  const [customerId, first, second] = [newId(), newId(), newId()];
  const raised = (opportunityId: string, closeOn: string): Told => ({
    type: 'OpportunityRaised',
    subject: customerId,
    occurredAt: at,
    data: {
      opportunityId,
      customerId,
      stage: 'identified',
      probability: 10,
      closeOn,
      amount: { minor: 500, currency: 'EUR' },
      parties: [{ partyId: customerId, role: 'payer' }],
    },
  });
  const moved = (opportunityId: string, stage: string, probability: number): Told => ({
    type: 'OpportunityMoved',
    subject: customerId,
    occurredAt: '2026-03-02T09:00:00.000Z',
    data: { opportunityId, customerId, from: 'identified', stage, probability, parties: [] },
  });
  await deliver(raised(first, '2026-09-01'), raised(second, '2026-06-01'), moved(first, 'won', 100));
  await deliver(moved(second, 'proposed', 50));
  expect(await opportunitiesOf(database.pool, { recorded: [customerId], limit: 9 })).toMatchObject([
    { opportunityId: second, stage: 'proposed', probability: 50, amount: null, raisedAt: at, title: null },
    { opportunityId: first, stage: 'won', probability: 100, parties: [] },
  ]);
});

it('the actions of a plan are open, overdue or closed, in one batch or in several', async () => {
  const [customerId, first, second] = [newId(), newId(), newId()];
  const added = (actionId: string): Told => ({
    type: 'PlanActionAdded',
    subject: customerId,
    data: { actionId, customerId, ownerId: 'ana', dueOn: '2026-04-15' },
  });
  const about = { customerId, ownerId: 'ana', dueOn: '2026-04-15' };
  const overdue = (actionId: string): Told => ({
    type: 'PlanActionOverdue',
    subject: customerId,
    data: { actionId, ...about },
  });
  await deliver(added(first), added(second), overdue(first));
  await deliver(overdue(second), {
    type: 'PlanActionChanged',
    subject: customerId,
    data: { actionId: first, customerId, ownerId: 'ben', dueOn: '2026-05-01' },
  });
  const actions = async () =>
    (await planActionsOf(database.pool, { recorded: [customerId], limit: 9 })).map(
      ({ actionId, ownerId, dueOn, overdue: late, outcome }) => [actionId, ownerId, dueOn, late, outcome],
    );
  expect(await actions()).toEqual([
    [second, 'ana', '2026-04-15', true, null],
    [first, 'ben', '2026-05-01', false, null],
  ]);
  const closed = { actionId: second, customerId, outcome: 'done' as const };
  await deliver({ type: 'PlanActionClosed', subject: customerId, data: closed });
  expect((await actions()).map(([id]) => id)).toEqual([first, second]);
});

it('the log of lessons says who logged what, newest first, over all ids of a customer', async () => {
  const [one, other] = [newId(), newId()];
  const logged = (customerId: string, occurredAt: string, kind: 'course' | 'lesson'): Told => ({
    type: 'LessonLogged',
    subject: customerId,
    occurredAt,
    data: { lessonId: newId(), customerId, kind },
  });
  await deliver(logged(one, at, 'course'), logged(other, '2026-03-02T09:00:00.000Z', 'lesson'));
  expect(await lessonsOf(database.pool, { recorded: [one, other], limit: 9 })).toMatchObject([
    { kind: 'lesson', loggedBy: 'spec', text: null },
    { kind: 'course' },
  ]);
});

it('its lists go on page by page, each thing once, whatever is without a day or closes on the same one', async () => {
  const customerId = newId();
  const opportunity = (n: number): Told => ({
    ...{ type: 'OpportunityRaised', subject: customerId, occurredAt: at },
    data: {
      ...{ opportunityId: newId(), customerId, stage: 'identified', probability: n % 5 === 0 ? 100 : 10, parties: [] },
      ...(n % 3 > 0 && { closeOn: `2026-09-0${1 + (n % 2)}` }),
    },
  });
  const action = (n: number): Told => ({
    ...{ type: 'PlanActionAdded', subject: customerId },
    data: { actionId: newId(), customerId, ownerId: 'ana', dueOn: `2026-04-0${1 + (n % 3)}` },
  });
  const lesson = (): Told => ({
    ...{ type: 'LessonLogged', subject: customerId, occurredAt: at },
    data: { lessonId: newId(), customerId, kind: 'course' },
  });
  const numbers = Array.from({ length: 12 }, (_, n) => n);
  await deliver(...numbers.map(opportunity), ...numbers.map(action), ...numbers.map(lesson));
  for (const list of [PLAN_LISTS.opportunities, PLAN_LISTS.actions, PLAN_LISTS.lessons]) {
    const whole = await list(database.pool, [customerId], { limit: 12 });
    expect([whole.items.length, whole.next]).toEqual([12, null]);
    const found: unknown[] = [];
    let cursor: string | undefined;
    do {
      const { items, next } = await list(database.pool, [customerId], { limit: 5, cursor });
      found.push(...items);
      cursor = next ?? undefined;
    } while (cursor !== undefined);
    expect(found).toEqual(whole.items);
  }
});
