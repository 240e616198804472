import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { interactionsEvents } from '@rapport/contracts';
import { delivery, testDatabase, type TestDatabase, type Told } from '@rapport/testing';
import { v7 as newId } from 'uuid';
import { migrations } from '../migrations/index.ts';
import { workItems } from './work-items.projection.ts';
import { listWork } from './work-items.query.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase(migrations);
});
afterAll(() => database.drop());

it('lists the open work as it stands, the most urgent first and of those what is due first, page by page', async () => {
  const deliver = delivery(database.pool, { projections: [workItems] });
  const [first, second, third] = [newId(), newId(), newId()];
  const customerId = newId();
  const raised = (workItemId: string, priority: number, dueAt: string): Told => ({
    type: 'WorkItemRaised',
    subject: customerId,
    data: { ...interactionsEvents.WorkItemRaised.example, customerId, workItemId, priority, dueAt },
  });
  const ids = (workItemId: string) => ({ workItemId, customerId });
  await deliver(
    raised(third, 50, '2026-03-05T00:00:00.000Z'),
    raised(second, 50, '2026-03-04T00:00:00.000Z'),
    raised(first, 90, '2026-03-09T00:00:00.000Z'),
    { type: 'WorkItemClaimed', subject: customerId, data: { ...ids(first), assigneeId: 'agent-7' } },
  );
  const open = { state: 'open', limit: 10 };
  const all = await listWork(database.pool, open);
  expect(all.map(({ workItemId }) => workItemId)).toEqual([first, second, third]);
  expect(await listWork(database.pool, { ...open, after: all[0], limit: 1 })).toMatchObject([{ workItemId: second }]);
  expect(await listWork(database.pool, { ...open, assignees: ['agent-7'] })).toMatchObject([
    { workItemId: first, claimed: true },
  ]);
  expect(await listWork(database.pool, { ...open, teams: ['other'] })).toEqual([]);
  await deliver({
    type: 'WorkItemDone',
    subject: customerId,
    data: { ...ids(first), outcome: 'reached', inTime: true },
  });
  expect(await listWork(database.pool, { ...open, state: 'done' })).toMatchObject([{ outcome: 'reached' }]);
  expect(await listWork(database.pool, { ...open, customers: [customerId] })).toHaveLength(2);
});
