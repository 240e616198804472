import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { interactionsEvents } from '@rapport/contracts';
import { delivery, testDatabase, type TestDatabase, type Told } from '@rapport/testing';
import { randomUUID } from 'node:crypto';
import { listMessages } from '../delivery/messages.query.ts';
import { waitingByChannel } from '../delivery/message-queue.ts';
import { migrations } from '../migrations/index.ts';
import { messages } from './messages.projection.ts';

let database: TestDatabase;
let deliver: (...events: readonly Told[]) => Promise<void>;
beforeAll(async () => {
  database = await testDatabase(migrations);
  deliver = delivery(database.pool, { projections: [messages] });
});
afterAll(() => database.drop());

const about = (customerId: string, messageId: string = randomUUID()) => ({
  ...interactionsEvents.MessageReleased.example,
  messageId,
  customerId,
});
const requested = (data: ReturnType<typeof about>): Told => ({
  type: 'MessageRequested',
  data: { ...data, expiresAt: '2026-04-01T00:00:00.000Z' },
  subject: data.customerId,
});
const of = (customerId: string) =>
  listMessages(database.pool, { recorded: [customerId], status: undefined, after: undefined, limit: 10 });

describe('the list of messages', () => {
  it('says how each stands after what was told, each event told again', async () => {
    const data = about(randomUUID());
    await deliver(requested(data));
    expect(await of(data.customerId)).toMatchObject([{ status: 'due', messageId: data.messageId }]);
    const until = '2026-03-02T08:00:00.000Z';
    const subject = data.customerId;
    await deliver({ type: 'MessageHeld', data: { ...data, until, because: 'quietHours', attempts: 0 }, subject });
    expect(await of(subject)).toMatchObject([{ status: 'waiting', facts: { until, because: 'quietHours' } }]);
    await deliver(
      { type: 'MessageReleased', data, subject },
      { type: 'MessageSent', data: { ...data, language: 'en', attempts: 1 }, subject },
      { type: 'MessageBounced', data: { ...data, kind: 'soft', code: 'dsn.4.2.2' }, subject },
    );
    expect(await of(subject)).toMatchObject([{ status: 'sent' }]);
    await deliver({ type: 'MessageBounced', data: { ...data, kind: 'hard', code: 'dsn.5.1.1' }, subject });
    expect(await of(subject)).toMatchObject([{ status: 'bounced', facts: { code: 'dsn.5.1.1' } }]);
  });

  it('counts what is due by its channel', async () => {
    const before = (await waitingByChannel(database.pool)).find(({ channel }) => channel === 'push')?.due ?? 0;
    const data = { ...about(randomUUID()), channel: 'push' as const };
    await deliver(requested(data));
    const after = (await waitingByChannel(database.pool)).find(({ channel }) => channel === 'push');
    expect(after).toMatchObject({ due: before + 1, oldestDueAt: expect.any(String) });
  });
});
