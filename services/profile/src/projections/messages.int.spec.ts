import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { interactionsEvents } from '@rapport/contracts';
import { identityMap } from '@rapport/messaging';
import { delivery, testDatabase, type TestDatabase, type Told } from '@rapport/testing';
import { v7 as newId } from 'uuid';
import { migrations } from '../migrations/index.ts';
import { customerDocuments } from './customer-document.ts';
import { customerView } from './customer-view.projection.ts';
import { messages } from './messages.projection.ts';
import { merged, registered } from './told.fixture.ts';

let database: TestDatabase;
let deliver: (...events: readonly Told[]) => Promise<void>;
let [ana, tablet] = ['', ''];
beforeAll(async () => {
  database = await testDatabase(migrations);
  deliver = delivery(database.pool, {
    projections: [identityMap, customerView, messages],
  });
});
beforeEach(async () => {
  [ana, tablet] = [newId(), newId()];
  await deliver(registered(ana), registered(tablet));
});
afterAll(() => database.drop());

const about = (customerId: string, messageId = newId()) => ({
  ...interactionsEvents.MessageReleased.example,
  messageId,
  customerId,
});
const sent = (customerId: string, occurredAt: string, messageId = newId()): Told => ({
  type: 'MessageSent',
  data: { ...about(customerId, messageId), language: 'en', attempts: 1 },
  subject: customerId,
  occurredAt,
});
const shown = async (id: string) => (await customerDocuments(database.pool, [id])).get(id);

describe('messages in the view', () => {
  it('are the last five, with what became of each, and make it be published again', async () => {
    const before = (await shown(ana))?.version ?? 0;
    const ids = Array.from({ length: 7 }, () => newId());
    await deliver(...ids.map((id, i) => sent(ana, `2026-03-0${i + 1}T10:00:00.000Z`, id)));
    const last = ids.at(-1) ?? '';
    const bounced = { ...about(ana, last), kind: 'hard' as const, code: 'dsn.5.1.1' };
    await deliver({ type: 'MessageBounced', data: bounced, subject: ana, occurredAt: '2026-03-08T10:00:00.000Z' });
    const view = await shown(ana);
    expect(view?.version).toBeGreaterThan(before);
    expect(view?.messages.last.map(({ messageId }) => messageId)).toEqual(ids.toReversed().slice(0, 5));
    expect(view?.messages.last[0]).toMatchObject({ status: 'bounced', purpose: 'service', channel: 'email' });
  });

  it('of a merged customer are those of all its records', async () => {
    const [one, other] = [newId(), newId()];
    await deliver(sent(ana, '2026-03-01T10:00:00.000Z', one), sent(tablet, '2026-03-02T10:00:00.000Z', other));
    await deliver(...merged(ana, tablet));
    expect((await shown(ana))?.messages.last.map(({ messageId }) => messageId)).toEqual([other, one]);
  });

  it('tell which address is undeliverable, until it works again', async () => {
    const example = interactionsEvents.AddressBecameUndeliverable.example;
    const data = { ...example, customerId: ana, number: 1 };
    await deliver({ type: 'AddressBecameUndeliverable', data, subject: ana });
    expect((await shown(ana))?.messages.undeliverable).toMatchObject([{ channel: 'email' }]);
    const restored = { ...interactionsEvents.AddressRestored.example, customerId: ana, number: 1 };
    await deliver({ type: 'AddressRestored', data: restored, subject: ana });
    expect((await shown(ana))?.messages.undeliverable).toEqual([]);
  });
});
