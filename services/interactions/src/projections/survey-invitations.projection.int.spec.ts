import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { interactionsEvents } from '@rapport/contracts';
import { delivery, testDatabase, type TestDatabase, type Told } from '@rapport/testing';
import { migrations } from '../migrations/index.ts';
import { invitationsOf, surveyInvitations } from './survey-invitations.projection.ts';

let database: TestDatabase;
let deliver: (...events: readonly Told[]) => Promise<void>;
beforeAll(async () => {
  database = await testDatabase(migrations);
  deliver = delivery(database.pool, { projections: [surveyInvitations] });
});
afterAll(() => database.drop());

const invited = (customerId: string, day: number, invitationId: string = randomUUID()): Told => ({
  type: 'SurveyInvited',
  data: {
    ...interactionsEvents.SurveyInvited.example,
    invitationId,
    customerId,
    askedAt: `2026-03-${String(day).padStart(2, '0')}T10:00:00.000Z`,
  },
  subject: customerId,
});
const answered = (customerId: string, invitationId?: string): Told => ({
  type: 'FeedbackGiven',
  data: {
    feedbackId: randomUUID(),
    customerId,
    survey: 'csat',
    score: 5,
    answers: [],
    ...(invitationId !== undefined && { invitationId }),
  },
  subject: customerId,
  occurredAt: '2026-03-20T10:00:00.000Z',
});

describe('the invitations of a customer', () => {
  it('are each there once, newest first, over all ids of the customer, with what was answered', async () => {
    const [ana, anasTablet, asked] = [randomUUID(), randomUUID(), randomUUID()];
    await deliver(invited(ana, 3), invited(anasTablet, 4, asked), invited(ana, 1), invited(randomUUID(), 2));
    await deliver(answered(anasTablet, asked), answered(ana));
    const all = await invitationsOf(database.pool, [ana, anasTablet], undefined, 50);
    expect(all.map(({ askedAt, answeredAt }) => [askedAt.slice(8, 10), answeredAt])).toEqual([
      ['04', '2026-03-20T10:00:00.000Z'],
      ['03', null],
      ['01', null],
    ]);
    const first = await invitationsOf(database.pool, [ana, anasTablet], undefined, 1);
    const rest = await invitationsOf(database.pool, [ana, anasTablet], first[0], 5);
    expect([...first, ...rest]).toEqual(all);
  });
});
