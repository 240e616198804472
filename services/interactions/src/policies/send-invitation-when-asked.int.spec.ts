import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { interactionsEvents } from '@rapport/contracts';
import { delivery, testDatabase, type TestDatabase, type Told } from '@rapport/testing';
import { randomUUID } from 'node:crypto';
import { invitationMessageId } from '../domain/invitation-message.ts';
import { migrations } from '../migrations/index.ts';
import { sendInvitationWhenAsked } from './send-invitation-when-asked.policy.ts';

let database: TestDatabase;
let deliver: (...events: readonly Told[]) => Promise<void>;
beforeAll(async () => {
  database = await testDatabase(migrations);
  deliver = delivery(database.pool, { policies: [sendInvitationWhenAsked] });
});
afterAll(() => database.drop());
beforeEach(() => database.pool.query('truncate messaging.todo'));

const wishes = async () => {
  const { rows } = await database.pool.query<{ decider: string; id: string; command: object }>(
    'select decider, stream_id as id, command from messaging.todo order by id',
  );
  return rows;
};
const invited = (change: object, imported = false): Told => {
  const customerId = randomUUID();
  const expiresAt = new Date(Date.now() + 30 * 86_400_000).toISOString();
  const data = {
    ...interactionsEvents.SurveyInvited.example,
    invitationId: randomUUID(),
    customerId,
    expiresAt,
    ...change,
  };
  return { type: 'SurveyInvited', data, subject: customerId, imported };
};

describe('an invitation', () => {
  it('that is to be sent becomes one message, however often it is told, kept as long as messages are', async () => {
    const invitationId = randomUUID();
    await deliver(invited({ invitationId, sendBy: 'email', language: 'zh' }));
    const [wish, ...others] = await wishes();
    expect(others).toEqual([]);
    expect(wish).toMatchObject({
      decider: 'message',
      id: invitationMessageId(invitationId),
      command: {
        type: 'RequestMessage',
        facts: {
          purpose: 'survey',
          channel: 'email',
          language: 'zh',
          template: { code: 'surveyInvitation', version: 1 },
          about: { kind: 'surveyInvitation', id: invitationId },
        },
        words: {},
      },
    });
    const expiresAt: unknown = Object(Object(wish?.command)['facts'])['expiresAt'];
    expect(Date.parse(String(expiresAt)) - Date.now()).toBeLessThanOrEqual(7 * 86_400_000);
  });

  it('goes by the template of its channel; where there is none, nothing goes out', async () => {
    await deliver(invited({ sendBy: 'sms' }), invited({ sendBy: 'letter' }));
    expect(await wishes()).toMatchObject([{ command: { facts: { template: { code: 'surveyInvitation.sms' } } } }]);
  });

  it('that somebody hands over, or that is history, sends nothing', async () => {
    await deliver(invited({}), invited({ sendBy: 'email' }, true));
    expect(await wishes()).toEqual([]);
  });
});
