import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { interactionsEvents } from '@rapport/contracts';
import { identityMap } from '@rapport/messaging';
import { delivery, testDatabase, type TestDatabase, type Told } from '@rapport/testing';
import { v7 as newId } from 'uuid';
import { migrations } from '../migrations/index.ts';
import { customerDocuments } from './customer-document.ts';
import { customerView } from './customer-view.projection.ts';
import { readTimeline, timeline } from './timeline.projection.ts';
import { merged, registered } from './told.fixture.ts';
import { work } from './work.projection.ts';

let database: TestDatabase;
let deliver: (...events: readonly Told[]) => Promise<void>;
beforeAll(async () => {
  database = await testDatabase(migrations);
  deliver = delivery(database.pool, { projections: [identityMap, work, timeline, customerView] });
});
afterAll(() => database.drop());

const openWork = async (id: string) => (await customerDocuments(database.pool, [id])).get(id)?.work.open;
const raised = (customerId: string, workItemId: string, priority: number): Told => ({
  type: 'WorkItemRaised',
  subject: customerId,
  data: { ...interactionsEvents.WorkItemRaised.example, customerId, workItemId, priority },
});

it('shows the open work of all records of a customer, as it stands, the most urgent first', async () => {
  const [ada, tablet, one, other] = [newId(), newId(), newId(), newId()];
  await deliver(registered(ada), registered(tablet, true), raised(ada, one, 40), raised(tablet, other, 80));
  await deliver(...merged(ada, tablet));
  expect(await openWork(ada)).toMatchObject([
    { workItemId: other, priority: 80, assigneeId: null },
    { workItemId: one, task: 'callCustomer' },
  ]);
  await deliver(
    {
      type: 'WorkItemClaimed',
      subject: tablet,
      data: { workItemId: other, customerId: tablet, assigneeId: 'agent-7' },
    },
    {
      type: 'WorkItemDone',
      subject: ada,
      data: { workItemId: one, customerId: ada, outcome: 'reached', inTime: true },
    },
  );
  expect(await openWork(ada)).toMatchObject([{ workItemId: other, assigneeId: 'agent-7' }]);
  const lines = await readTimeline(database.pool, { recorded: [ada, tablet], kind: 'work', limit: 10 });
  expect(lines.map(({ type }) => type).sort()).toEqual([
    'WorkItemClaimed',
    'WorkItemDone',
    'WorkItemRaised',
    'WorkItemRaised',
  ]);
});

it('shows nobody what concerns no customer, nor what is only planned', async () => {
  const { customerId: _nobody, ...rest } = interactionsEvents.WorkItemRaised.example;
  const { customerId, ...planned } = interactionsEvents.WorkItemPlanned.example;
  const ada = newId();
  await deliver(registered(ada));
  await deliver(
    { type: 'WorkItemRaised', subject: 'workItem:1', data: { ...rest, workItemId: newId() } },
    { type: 'WorkItemPlanned', subject: ada, data: { ...planned, customerId: ada, workItemId: newId() } },
  );
  expect(customerId).toBeDefined();
  expect(await openWork(ada)).toEqual([]);
});
