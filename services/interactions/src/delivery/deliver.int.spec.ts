import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { killScripts, startScript } from '@rapport/testing';
import { randomUUID } from 'node:crypto';
import { getEventListeners } from 'node:events';
import { outboundMessage } from '../domain/message.decide.ts';
import { reachability } from '../domain/reachability.ts';
import { contactOf } from './contact.fixture.ts';
import { deliver } from './deliver.ts';
import { deliveryOf, policy } from './delivery.fixture.ts';
import { mailOutlet } from './email.ts';
import { startMailServer, type MailServer } from './mail-server.fixture.ts';
import { claimDue } from './message-queue.ts';
import { office, type Office } from './office.fixture.ts';
import type { Outlet, SendOutcome } from './outgoing.ts';
import { sendDue } from './send-due.ts';

let post: Office;
beforeAll(async () => {
  post = await office();
});
afterAll(() => post.close());
afterEach(killScripts);

const answering = (...outcomes: SendOutcome[]): Outlet & { sent: string[] } => {
  const sent: string[] = [];
  return { sent, send: async ({ to }) => (sent.push(to), outcomes.shift() ?? { is: 'sent' }), close: () => undefined };
};
const context = (customerId: string) => ({ subject: customerId, actor: 'spec' });

describe('a message that is due', () => {
  it('is sent to the best address, and what was said is personal', async () => {
    const customerId = randomUUID();
    const [id, out] = [await post.want({ customerId }), answering()];
    await deliver(deliveryOf(post.messaging, out), id);
    await deliver(deliveryOf(post.messaging, out), id);
    expect(out.sent).toEqual([`${customerId}@example.org`]);
    const loaded = await post.messaging.load(outboundMessage, id);
    expect(loaded?.state).toMatchObject({ status: 'sent', attempts: 1, address: { customerId, number: 1 } });
    expect(loaded?.personal).toMatchObject({ sentAs: { to: `${customerId}@example.org`, text: 'It is on its way.' } });
    expect(JSON.stringify(await post.messaging.history(`message-${id}`))).not.toContain('@example.org');
  });

  it.each([
    ['noConsent', { allowed: false, addresses: [] }],
    ['noAddress', { addresses: [] }],
  ] as const)('is not sent, and says why: %s', async (because, change) => {
    const [id, out] = [await post.want(), answering()];
    await deliver(deliveryOf(post.messaging, out, { ask: customerId => contactOf(customerId, change) }), id);
    expect(out.sent).toEqual([]);
    expect((await post.messaging.history(`message-${id}`)).at(-1)).toMatchObject({
      type: 'MessageSuppressed',
      data: { because },
    });
  });

  it('tells times in the language and by the clock of the customer, and brings the link that is made for it', async () => {
    const [customerId, messageId] = [randomUUID(), randomUUID()];
    const template = { code: 'one', version: 1 };
    const expiresAt = new Date(Date.now() + 86_400_000).toISOString();
    const facts = { messageId, customerId, purpose: 'service', channel: 'email' as const, template, expiresAt };
    const words = { values: { by: '2026-03-03T22:30:00.000Z' } };
    await post.messaging.handle(
      outboundMessage,
      messageId,
      { type: 'RequestMessage', facts, words },
      context(customerId),
    );
    const text = { subject: 'Soon', text: '{{by}} {{surveyLink}}' };
    const form = { purpose: 'service', channel: 'email' as const, texts: { en: text, zh: text } };
    const ways = {
      ask: (id: string) => contactOf(id, { language: 'zh', timeZone: 'Asia/Shanghai' }),
      template: async () => ({ ...form, variables: [{ name: 'by', kind: 'moment' as const }] }),
      surveyLink: async (_facts: object, { by = '' }) => `https://here/q/${by.length}`,
    };
    await deliver(deliveryOf(post.messaging, answering(), ways), messageId);
    const { personal } = (await post.messaging.load(outboundMessage, messageId)) ?? {};
    expect(personal).toMatchObject({ sentAs: { text: '2026年3月4日 06:30 https://here/q/24' } });
  });

  it('is not sent to who was erased, and later to who is not known yet', async () => {
    const [erased, unknown, out] = [await post.want(), await post.want(), answering()];
    await deliver(deliveryOf(post.messaging, out, { ask: () => undefined }), erased);
    await deliver(deliveryOf(post.messaging, out, { ask: () => 'unknown' }), unknown);
    expect(await post.statusOf(erased)).toBe('suppressed');
    expect(await post.statusOf(unknown)).toBe('waiting');
    expect(out.sent).toEqual([]);
  });

  it('whose customer is erased while it is on its way is recorded without a word of it', async () => {
    const id = await post.want();
    const outlet: Outlet = {
      async send() {
        const loaded = await post.messaging.load(outboundMessage, id);
        await post.messaging.erasing.erase([loaded?.subject ?? ''], randomUUID());
        return { is: 'sent' };
      },
      close: () => undefined,
    };
    await deliver(deliveryOf(post.messaging, outlet), id);
    const loaded = await post.messaging.load(outboundMessage, id);
    expect(loaded?.state.status).toBe('sent');
    expect(loaded?.personal).toEqual({});
  });

  it('goes round the addresses that are undeliverable, and nowhere when there is no other', async () => {
    const customerId = randomUUID();
    const address = { customerId, number: 1, channel: 'email', messageId: randomUUID(), code: 'dsn.5.1.1' } as const;
    await post.messaging.handle(reachability, customerId, { type: 'MarkUndeliverable', address }, context(customerId));
    const second = { customerId, number: 2, value: 'second@example.org' };
    const [id, other, out] = [await post.want({ customerId }), await post.want({ customerId }), answering()];
    const both = (id: string) => contactOf(id, { addresses: [...contactOf(id).addresses, second] });
    await deliver(deliveryOf(post.messaging, out, { ask: both }), id);
    await deliver(deliveryOf(post.messaging, out), other);
    expect(out.sent).toEqual(['second@example.org']);
    expect((await post.messaging.history(`message-${other}`)).at(-1)?.data).toMatchObject({ because: 'undeliverable' });
  });

  it('is tried again by the schedule, and fails when that is over', async () => {
    const [id, out] = [
      await post.want(),
      answering(...Array.from({ length: 3 }, () => ({ is: 'later', code: 'smtp.451' }) as const)),
    ];
    for (let tried = 0; tried < 3; tried++) {
      await deliver(deliveryOf(post.messaging, out), id);
      const now = new Date(Date.now() + 86_400_000).toISOString();
      await post.messaging.handle(outboundMessage, id, { type: 'PassTime', now }, context(randomUUID()));
    }
    expect(await post.typesOf(id)).toEqual([
      'MessageRequested',
      'MessageHeld',
      'MessageReleased',
      'MessageHeld',
      'MessageReleased',
      'MessageFailed',
    ]);
  });

  it('that is refused for good at the door is a bounce, with its address', async () => {
    const id = await post.want();
    await deliver(deliveryOf(post.messaging, answering({ is: 'bounced', kind: 'hard', code: 'smtp.5.1.1' })), id);
    const last = (await post.messaging.history(`message-${id}`)).at(-1);
    expect(last).toMatchObject({
      type: 'MessageBounced',
      data: { kind: 'hard', code: 'smtp.5.1.1', identifier: { number: 1 } },
    });
  });

  it('waits for the end of quiet hours', async () => {
    const [id, out] = [await post.want(), answering()];
    const now = new Date();
    const quarter = (hours: number): string => `${String((now.getUTCHours() + hours + 24) % 24).padStart(2, '0')}:00`;
    const quiet = { ...policy, quietHours: [{ from: quarter(-1), to: quarter(2), exceptPurposes: [] }] };
    await deliver(deliveryOf(post.messaging, out, { policy: quiet }), id);
    expect(await post.statusOf(id)).toBe('waiting');
    expect(out.sent).toEqual([]);
  });

  it('is claimed by one process, until its time is over', async () => {
    const id = await post.want();
    const claims = await Promise.all([1, 2, 3].map(() => claimDue(post.database.pool, 'email', 50, 400)));
    expect(claims.flat().filter(claimed => claimed === id)).toHaveLength(1);
    expect(await claimDue(post.database.pool, 'email', 50, 400)).toEqual([]);
    await new Promise(resolve => setTimeout(resolve, 450));
    expect(await claimDue(post.database.pool, 'email', 50, 400)).toContain(id);
  });

  it('is looked for as long as the process lives, and leaves nothing behind on its signal', async () => {
    await post.want();
    const stopping = new AbortController();
    expect(await sendDue(deliveryOf(post.messaging, answering()), 'email', stopping.signal)).toBe(true);
    expect(getEventListeners(stopping.signal, 'abort')).toEqual([]);
  });
});

describe('processes that are killed, and two at once', () => {
  let server: MailServer;
  afterEach(() => server.close());
  const start = (rounds: number, claimMs = 60_000) =>
    startScript(new URL('./sender.fixture.ts', import.meta.url), {
      database: post.database.url,
      mailServer: server.url,
      claimMs,
      rounds,
    });

  it('killed between the answer and the record, it is sent once more under the same id, and recorded once', async () => {
    await post.deliver();
    await post.database.pool.query(`update app.messages set status = 'suppressed' where status = 'due'`);
    const id = await post.want();
    let first: ReturnType<typeof start> | undefined;
    server = await startMailServer({ tls: 'none', taken: () => void first?.child.kill('SIGKILL') });
    first = start(200, 300);
    expect(await first.ended).toBe('SIGKILL');
    expect(server.mails).toHaveLength(1);
    expect(await post.statusOf(id)).toBe('due');
    first = undefined;
    expect(await start(40, 300).ended).toBe('done');
    expect(server.mails.map(({ headers }) => headers['message-id'])).toEqual([
      `<${id}@rapport.example>`,
      `<${id}@rapport.example>`,
    ]);
    expect(await post.typesOf(id)).toEqual(['MessageRequested', 'MessageSent']);
  }, 60_000);

  it('two processes send no customer more than the cap, and each message once', async () => {
    server = await startMailServer({ tls: 'none' });
    await post.deliver();
    const customers = [randomUUID(), randomUUID()];
    const ids: string[] = [];
    for (let n = 0; n < 24; n++)
      ids.push(await post.want({ customerId: customers[n % 2] ?? '', purpose: 'marketing' }));
    expect(await Promise.all([start(60).ended, start(60).ended])).toEqual(['done', 'done']);
    const sent = server.mails.map(({ to }) => to[0]);
    for (const customer of customers) expect(sent.filter(to => to === `${customer}@example.org`)).toHaveLength(4);
    expect(new Set(server.mails.map(({ headers }) => headers['message-id'])).size).toBe(8);
    const statuses = await Promise.all(ids.map(id => post.statusOf(id)));
    expect(statuses.filter(status => status === 'sent')).toHaveLength(8);
    expect(statuses.filter(status => status === 'suppressed')).toHaveLength(16);
  }, 60_000);
});

describe('by a real server', () => {
  it('goes out and is found at the server as it was wanted', async () => {
    const server = await startMailServer({ tls: 'none' });
    const outlet = mailOutlet({ url: server.url, from: 'service@rapport.example' });
    const id = await post.want({ purpose: 'survey' });
    await deliver(deliveryOf(post.messaging, outlet), id);
    expect(server.mails).toMatchObject([
      { subject: 'About your order', headers: { 'list-unsubscribe': `<https://example.org/u/${id}>` } },
    ]);
    outlet.close();
    await server.close();
  });
});
