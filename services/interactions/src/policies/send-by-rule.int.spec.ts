import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { complaintsEvents, profileEvents } from '@rapport/contracts';
import { delivery, testDatabase, type TestDatabase, type Told } from '@rapport/testing';
import { randomUUID } from 'node:crypto';
import { checkTemplate, type MessageTemplate } from '../domain/message-template.ts';
import { checkSendingRule, type SendingRule } from '../domain/sending-rule.ts';
import { migrations } from '../migrations/index.ts';
import { promised } from './promised.fixture.ts';
import { sendByRule } from './send-by-rule.policy.ts';

let database: TestDatabase;
let deliver: (...events: readonly Told[]) => Promise<void>;
beforeAll(async () => {
  database = await testDatabase(migrations);
  deliver = delivery(database.pool, { policies: [sendByRule] });
});
afterAll(() => database.drop());
beforeEach(() => database.pool.query('truncate messaging.todo'));

const wishes = async () => {
  const { rows } = await database.pool.query<{ decider: string; id: string; command: object }>(
    'select decider, stream_id as id, command from messaging.todo order by id',
  );
  return rows;
};
const opened = (imported = false): Told => {
  const customerId = randomUUID();
  const data = { ...complaintsEvents.ComplaintOpened.example, complaintId: randomUUID(), customerId };
  return { type: 'ComplaintOpened', data, subject: customerId, imported };
};
const linkGiven = (sendBy: 'sms' | 'letter'): Told => {
  const customerId = randomUUID();
  const data = { ...profileEvents.StyleLinkGiven.example, linkId: randomUUID(), customerId, sendBy };
  return { type: 'StyleLinkGiven', data, subject: customerId };
};

describe('a complaint that was opened', () => {
  it('is acknowledged by one message with its times, however often it is told', async () => {
    const told = opened();
    await deliver(told);
    const [wish, ...others] = await wishes();
    expect(others).toEqual([]);
    expect(wish).toMatchObject({
      decider: 'message',
      command: {
        type: 'RequestMessage',
        facts: {
          messageId: wish?.id,
          customerId: told.subject,
          purpose: 'service',
          channel: 'email',
          template: { code: 'complaintReceived', version: 1 },
          about: { kind: 'complaint' },
        },
        words: { values: { acknowledgeBy: '2026-03-03T10:00:00.000Z', answerBy: '2026-03-04T10:00:00.000Z' } },
      },
    });
  });

  it('long ago, and is imported, writes to nobody', async () => {
    await deliver(opened(true));
    expect(await wishes()).toEqual([]);
  });

  it('long ago, and is told only now, is no news', async () => {
    await deliver({ ...opened(), occurredAt: new Date(Date.now() - 100 * 86_400_000).toISOString() });
    expect(await wishes()).toEqual([]);
  });

  it('is written about no more once a version of the rule is off, and again with one that is on', async () => {
    const publish = (version: number, on: boolean) =>
      database.pool.query(
        `insert into app.sending_rules (code, version, form, valid_from, published_by)
         select code, $1, jsonb_set(form, '{on}', to_jsonb($2::boolean)), now(), 'spec' from app.sending_rules
         where code = 'complaintReceipt' and version = 1`,
        [version, on],
      );
    await publish(2, false);
    await deliver(opened());
    expect(await wishes()).toEqual([]);
    await publish(3, true);
    await deliver(opened());
    expect(await wishes()).toHaveLength(1);
  });
});

it('a link to the questionnaire goes by the channel that was asked for, and nowhere where none is set up for it', async () => {
  await deliver(linkGiven('sms'), linkGiven('letter'));
  expect(await wishes()).toMatchObject([
    { command: { facts: { channel: 'sms', purpose: 'relationship', about: { kind: 'styleLink' } } } },
  ]);
});

it('who asks to be erased is told that it was heard, while there is an address', async () => {
  const customerId = randomUUID();
  const data = { ...profileEvents.CustomerErasureRequested.example, customerId, requestId: randomUUID() };
  await deliver({ type: 'CustomerErasureRequested', data, subject: customerId });
  expect(await wishes()).toMatchObject([
    { command: { facts: { template: { code: 'erasureRequested' } }, words: { values: { answerOn: '2026-04-01' } } } },
  ]);
});

describe('a call-back that is planned, and a promise that is moved', () => {
  it('are written about only where somebody switched that on: by their times, never by what was promised', async () => {
    const [ada, soon] = [randomUUID(), new Date().toISOString()];
    const moved = (dueAt: string) => promised('PromiseRenegotiated', ada, soon, { dueAt });
    await deliver(promised('CallBackScheduled', ada, soon), moved('2026-12-01T10:00:00.000Z'));
    expect(await wishes()).toEqual([]);
    await database.pool.query(
      `insert into app.sending_rules (code, version, form, valid_from, published_by)
       select code, 2, jsonb_set(form, '{on}', 'true'), now(), 'spec' from app.sending_rules where code in ('callBackNotice', 'promiseMoved')`,
    );
    await deliver(promised('CallBackScheduled', ada, soon));
    await deliver(moved('2026-12-02T10:00:00.000Z'), moved('2026-12-03T10:00:00.000Z'));
    const { rows } = await database.pool.query<{ about: string; by: string }>(
      `select command->'facts'->'about'->>'kind' as about, coalesce(v->>'callBy', v->>'dueAt') as by
       from messaging.todo, lateral (select command->'words'->'values' as v) w order by 1, 2`,
    );
    expect(rows).toEqual([
      { about: 'callBack', by: '2026-03-18T10:00:00.000Z' },
      { about: 'promise', by: '2026-12-02T10:00:00.000Z' },
      { about: 'promise', by: '2026-12-03T10:00:00.000Z' },
    ]);
  });
});

it('every rule that ships can be kept, with its template in two languages', async () => {
  const { rows } = await database.pool.query<{ rule: SendingRule; template: MessageTemplate }>(
    `select r.form as rule, t.form as template from app.sending_rules r
     join app.message_templates t on t.code = r.form->>'template' where r.published_by = 'default'`,
  );
  expect(rows).toHaveLength(6);
  for (const { rule, template } of rows) {
    checkTemplate(template);
    checkSendingRule(rule, template);
  }
});
