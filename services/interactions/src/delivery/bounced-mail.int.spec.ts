import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { BouncedMailController } from './bounced-mail.controller.ts';
import { deliver } from './deliver.ts';
import { deliveryOf } from './delivery.fixture.ts';
import { dsn } from './dsn.fixture.ts';
import { office, type Office } from './office.fixture.ts';
import { PolicyTable } from './policy-table.ts';
import { Reports } from './reports.ts';

const mailSystem = { id: randomUUID(), name: 'mx', subject: 'mx', roles: ['service'], teams: [] } as const;
let post: Office;
let bounced: BouncedMailController;
beforeAll(async () => {
  post = await office();
  bounced = new BouncedMailController(new Reports(post.messaging, new PolicyTable(post.messaging)));
});
afterAll(() => post.close());

async function sentMessage(): Promise<string> {
  const id = await post.want();
  await deliver(deliveryOf(post.messaging, { send: async () => ({ is: 'sent' }), close: () => undefined }), id);
  return id;
}
const take = (envelope: string, action: string, status: string): Promise<unknown> =>
  bounced.take({ mail: dsn({ envelope, action, status }) }, mailSystem);

describe('a message that the mail server tells of', () => {
  it('is not sent again while that server still tries, and is tried again once it gave up for now', async () => {
    const messageId = await sentMessage();
    expect(await take(messageId, 'delayed', '4.4.1')).toEqual({ messageId, news: false });
    expect(await post.typesOf(messageId)).toEqual(['MessageRequested', 'MessageSent']);
    expect(await take(messageId, 'failed', '4.4.7')).toEqual({ messageId, news: true });
    expect(await post.statusOf(messageId)).toBe('waiting');
  });

  it('has bounced for good where the address is none', async () => {
    const messageId = await sentMessage();
    await take(messageId, 'failed', '5.1.1');
    expect(await post.statusOf(messageId)).toBe('bounced');
  });

  it('and that nobody knows is refused, whatever is told of it', async () => {
    await expect(take(randomUUID(), 'delayed', '4.4.1')).rejects.toMatchObject({ slug: 'message-unknown' });
  });
});
