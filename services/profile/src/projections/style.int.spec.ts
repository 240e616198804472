import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { identityMap } from '@rapport/messaging';
import { delivery, testDatabase, type TestDatabase, type Told } from '@rapport/testing';
import { v7 as newId } from 'uuid';
import { migrations } from '../migrations/index.ts';
import { customerDocuments } from './customer-document.ts';
import { customerView } from './customer-view.projection.ts';
import { style } from './style.projection.ts';
import { staffStyle } from './style.query.ts';
import { merged, registered, unmerged } from './told.fixture.ts';

let database: TestDatabase;
let deliver: (...events: readonly Told[]) => Promise<void>;
let [ada, tablet] = ['', ''];
beforeAll(async () => {
  database = await testDatabase(migrations);
  deliver = delivery(database.pool, { projections: [identityMap, customerView, style] });
});
beforeEach(() => {
  [ada, tablet] = [newId(), newId()];
});
afterAll(() => database.drop());

const recent = (daysAgo: number) => new Date(Date.now() - daysAgo * 86_400_000).toISOString();
const marks = (
  customerId: string,
  assertive: number,
  responsive: number,
  occurredAt = recent(1),
  id = newId(),
): Told => ({
  type: 'StyleMarksObserved',
  subject: customerId,
  occurredAt,
  data: {
    observationId: id,
    customerId,
    interactionId: newId(),
    version: 1,
    marks: [
      { mark: 'pace', axis: 'assertiveness', value: assertive },
      { mark: 'voice', axis: 'assertiveness', value: assertive },
      { mark: 'feeling', axis: 'responsiveness', value: responsive },
      { mark: 'focus', axis: 'responsiveness', value: responsive },
    ],
  },
});
const appraisal = {
  appraisalId: newId(),
  version: 1,
  answers: [{ item: 1, choice: 'a' as const }],
  choices: { analytical: 7, amiable: 2, driver: 1, expressive: 2 },
  styles: ['analytical' as const],
};
const viewOf = async (customer: string) => (await customerDocuments(database.pool, [customer])).get(customer);

describe('the style in the view', () => {
  it('is there once there is enough of it, each contact counted once', async () => {
    await deliver(registered(ada), marks(ada, 1, -1));
    expect((await viewOf(ada))?.style).toBeNull();
    await deliver(marks(ada, 1, -1, recent(0)));
    expect((await viewOf(ada))?.style).toMatchObject({
      styles: ['driver'],
      source: 'observation',
      assertiveness: 1,
      responsiveness: -1,
      marks: 8,
      contacts: 2,
      strengths: null,
    });
  });

  it('follows an agent who changes what was noted of a contact', async () => {
    const [first, second] = [newId(), newId()];
    await deliver(registered(ada), marks(ada, 1, 1, recent(3), first), marks(ada, 1, 1, recent(2), second));
    await deliver(marks(ada, -1, 1, recent(3), first), marks(ada, -1, 1, recent(2), second));
    expect((await viewOf(ada))?.style).toMatchObject({ styles: ['amiable'], marks: 8 });
  });

  it('is gone after 24 months', async () => {
    await deliver(registered(ada), marks(ada, 1, 1, recent(800)), marks(ada, 1, 1, recent(790)));
    expect((await viewOf(ada))?.style).toBeNull();
  });

  it('is what the customer answered, with all four strengths', async () => {
    const answered: Told = {
      type: 'StyleQuestionnaireAnswered',
      subject: ada,
      occurredAt: recent(30),
      data: { customerId: ada, ...appraisal },
    };
    await deliver(registered(ada), marks(ada, 1, 1), marks(ada, 1, 1), answered);
    expect((await viewOf(ada))?.style).toMatchObject({
      styles: ['analytical'],
      source: 'answers',
      assertiveness: -0.5,
      strengths: { analytical: 0.5833, amiable: 0.1667, driver: 0.0833, expressive: 0.1667 },
    });
  });

  it('combines what was noted of a merged customer, and its undoing leaves each as before', async () => {
    await deliver(registered(ada), registered(tablet), marks(ada, 1, 1), marks(tablet, 1, 1));
    await deliver(...merged(ada, tablet));
    expect((await viewOf(ada))?.style).toMatchObject({ styles: ['expressive'], marks: 8, contacts: 2 });
    await deliver(...unmerged(ada, tablet));
    expect([(await viewOf(ada))?.style, (await viewOf(tablet))?.style]).toEqual([null, null]);
  });

  it('marks the document for publication', async () => {
    await deliver(registered(ada));
    const version = async () => (await viewOf(ada))?.version ?? 0;
    const before = await version();
    await deliver(marks(ada, 1, 1));
    expect(await version()).toBeGreaterThan(before);
  });
});

it('the style of one of the staff is what they said last', async () => {
  const staffId = `agent-${newId()}`;
  const told = (occurredAt: string, changes: Partial<typeof appraisal>): Told => ({
    type: 'StaffStyleAppraised',
    subject: `staff:${staffId}`,
    occurredAt,
    data: { staffId, ...appraisal, appraisalId: newId(), ...changes },
  });
  await deliver(told(recent(2), {}), told(recent(9), { choices: { ...appraisal.choices, driver: 9 } }));
  expect(await staffStyle(database.pool, staffId)).toMatchObject({ styles: ['analytical'], choices: { driver: 1 } });
});
