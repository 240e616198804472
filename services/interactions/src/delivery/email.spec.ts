import { afterEach, describe, expect, it } from '@jest/globals';
import { createServer, type AddressInfo } from 'node:net';
import { mailOutlet } from './email.ts';
import { startMailServer, type MailServer, type MailServerOptions } from './mail-server.fixture.ts';
import type { Outgoing, Outlet } from './outgoing.ts';

const messageId = '0190a3c5-0000-7000-8000-000000000040';
const message: Outgoing = {
  messageId,
  channel: 'email',
  purpose: 'survey',
  to: 'ana@example.org',
  language: 'zh',
  subject: '您好 & hello',
  text: 'Dear Ana,\n\nhow was it?',
  html: '<p>Dear Ana</p>',
  unsubscribeLink: 'https://example.org/u/abc',
};
const from = 'Rapport <service@rapport.example>';

const open: { close(): unknown }[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map(each => each.close()));
});
async function server(options?: MailServerOptions): Promise<MailServer> {
  const started = await startMailServer(options);
  open.push(started);
  return started;
}
function outlet(url: string, more: { bounceAddress?: string; timeoutMs?: number } = {}): Outlet {
  const made = mailOutlet({ url, from, ...more });
  open.unshift(made);
  return made;
}
const trusting = (url: string): string => `${url}?tls.rejectUnauthorized=false`;

describe('e-mail by a real server', () => {
  it('arrives with its words in both forms, one click to unsubscribe, and an id of its own', async () => {
    const { url, mails } = await server({ tls: 'none' });
    expect(await outlet(url).send(message)).toEqual({ is: 'sent' });
    expect(mails).toHaveLength(1);
    const [mail] = mails;
    expect(mail).toMatchObject({ to: ['ana@example.org'], subject: '您好 & hello', secure: false });
    expect(mail?.text).toContain('how was it?');
    expect(mail?.html).toContain('<p>Dear Ana</p>');
    expect(mail?.from).toBe(`service+${messageId.replaceAll('-', '')}@rapport.example`);
    expect(mail?.headers).toMatchObject({
      'message-id': `<${messageId}@rapport.example>`,
      'list-unsubscribe': '<https://example.org/u/abc>',
      'list-unsubscribe-post': 'List-Unsubscribe=One-Click',
      'auto-submitted': 'auto-generated',
      'content-language': 'zh-Hans',
      from: expect.stringContaining('service@rapport.example'),
    });
  });

  it('has the same id when it is sent again, and bounces go where they are wanted', async () => {
    const { url, mails } = await server({ tls: 'none' });
    const out = outlet(url, { bounceAddress: 'back@bounces.example' });
    await out.send(message);
    await out.send(message);
    expect(new Set(mails.map(({ headers }) => headers['message-id'])).size).toBe(1);
    expect(mails[1]?.from).toBe(`back+${messageId.replaceAll('-', '')}@bounces.example`);
  });

  it('brings no other header or recipient in with what somebody wrote', async () => {
    const { url, mails } = await server({ tls: 'none' });
    const out = outlet(url);
    await out.send({ ...message, subject: 'Hi\r\nBcc: eve@example.org' });
    expect(mails.flatMap(({ to }) => to)).not.toContain('eve@example.org');
    const odd = await out.send({ ...message, to: 'ana@example.org, eve@example.org' });
    expect(odd).toEqual({ is: 'bounced', kind: 'hard', code: 'smtp.noAddress' });
    expect(mails).toHaveLength(1);
  });

  it.each([
    [550, '5.1.1 No such user', { is: 'bounced', kind: 'hard', code: 'smtp.5.1.1' }],
    [550, 'No such user', { is: 'bounced', kind: 'hard', code: 'smtp.550' }],
    [550, '5.7.1 Not from you', { is: 'refused', code: 'smtp.5.7.1' }],
    [552, '5.2.2 Mailbox full', { is: 'bounced', kind: 'soft', code: 'smtp.5.2.2' }],
    [450, '4.2.1 Greylisted', { is: 'later', code: 'smtp.4.2.1' }],
    [451, 'Come again', { is: 'later', code: 'smtp.451' }],
  ])('whose recipient is answered %d %s', async (responseCode, text, outcome) => {
    const { url } = await server({ tls: 'none', rcpt: () => ({ responseCode, message: text }) });
    expect(await outlet(url).send(message)).toEqual(outcome);
  });

  it.each([
    [554, '5.6.0 We do not like it', { is: 'refused', code: 'smtp.5.6.0' }],
    [452, '4.3.1 No room', { is: 'later', code: 'smtp.4.3.1' }],
  ])('whose words are answered %d %s', async (responseCode, text, outcome) => {
    const { url } = await server({ tls: 'none', data: { responseCode, message: text } });
    expect(await outlet(url).send(message)).toEqual(outcome);
  });

  it('goes by STARTTLS where it is offered, and to nobody whose certificate is not trusted', async () => {
    const { url, mails } = await server({ tls: 'starttls' });
    expect(await outlet(trusting(url)).send(message)).toEqual({ is: 'sent' });
    expect(mails[0]?.secure).toBe(true);
    expect(await outlet(url).send(message)).toMatchObject({ is: 'later' });
    expect(mails).toHaveLength(1);
  });

  it('goes by TLS from the first byte, and without TLS to nobody of whom it is required', async () => {
    const implicit = await server({ tls: 'implicit' });
    expect(await outlet(trusting(implicit.url)).send(message)).toEqual({ is: 'sent' });
    const plain = await server({ tls: 'none' });
    expect(await outlet(`${plain.url}?requireTLS=true`).send(message)).toMatchObject({ is: 'later' });
    expect(plain.mails).toEqual([]);
  });

  it('waits for a slow server no longer than it may, and tries again later', async () => {
    const { url } = await server({ tls: 'none', taken: () => new Promise(resolve => setTimeout(resolve, 1500)) });
    expect(await outlet(url, { timeoutMs: 300 }).send(message)).toMatchObject({ is: 'later' });
  });

  it('is tried again later where the connection drops, is refused, or nobody speaks', async () => {
    const dropping = createServer(socket => socket.on('data', () => socket.destroy()).write('220 hello\r\n'));
    const silent = createServer(() => undefined);
    for (const each of [dropping, silent]) {
      await new Promise<void>(resolve => each.listen(0, '127.0.0.1', () => resolve()));
      open.push({ close: () => each.close() });
    }
    const at = (address: AddressInfo | string | null): string =>
      typeof address === 'object' && address !== null ? `smtp://127.0.0.1:${address.port}` : '';
    expect(await outlet(at(dropping.address()), { timeoutMs: 500 }).send(message)).toMatchObject({ is: 'later' });
    expect(await outlet(at(silent.address()), { timeoutMs: 300 }).send(message)).toMatchObject({ is: 'later' });
    expect(await outlet('smtp://127.0.0.1:1', { timeoutMs: 500 }).send(message)).toMatchObject({ is: 'later' });
  });
});
