import { createTransport } from 'nodemailer';
import type { Outgoing, Outlet } from './outgoing.ts';
import { smtpOutcome } from './smtp-outcome.ts';

export interface MailSettings {
  /** `smtp://` (with STARTTLS where the server offers it; `?requireTLS=true` insists) or `smtps://`, with user and password. */
  readonly url: string;
  readonly from: string;
  /** Where bounces go; `+<message id>` is put before its @, so that each tells what it is about. */
  readonly bounceAddress?: string | undefined;
  /** For the connection, the greeting and each answer. */
  readonly timeoutMs?: number;
}

const TIMEOUT_MS = 20_000;
const CONNECTIONS = 3;
/** The client would take a list apart: what is no single address goes nowhere. */
const ONE_ADDRESS = /^[^\s@<>(),;:"\\[\]]+@[^\s@<>(),;:"\\[\]]+$/;

/** Sends e-mail by a server. A message that is sent again has the same Message-ID, by which mail systems know it. */
export function mailOutlet({ url, from, bounceAddress, timeoutMs = TIMEOUT_MS }: MailSettings): Outlet {
  const times = {
    connectionTimeout: timeoutMs,
    greetingTimeout: timeoutMs,
    socketTimeout: timeoutMs,
    dnsTimeout: timeoutMs,
  };
  const transport = createTransport({ url, pool: true, maxConnections: CONNECTIONS, ...times });
  return {
    async send(message) {
      if (!ONE_ADDRESS.test(message.to)) return { is: 'bounced', kind: 'hard', code: 'smtp.noAddress' };
      try {
        await transport.sendMail(mailOf(message, from, bounceAddress));
        return { is: 'sent' };
      } catch (error) {
        return smtpOutcome(error);
      }
    },
    close: () => transport.close(),
  };
}

export function mailOf(message: Outgoing, from: string, bounceAddress: string | undefined) {
  const { messageId, to, subject, text, html, language, unsubscribeLink } = message;
  return {
    from,
    to: { name: '', address: to },
    subject,
    text,
    ...(html !== undefined && { html }),
    messageId: mailIdOf(messageId, from),
    headers: {
      'Auto-Submitted': 'auto-generated',
      'Content-Language': language === 'zh' ? 'zh-Hans' : 'en',
      ...(unsubscribeLink !== undefined && {
        'List-Unsubscribe': `<${unsubscribeLink}>`,
        'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
      }),
    },
    envelope: { from: envelopeFrom(messageId, bounceAddress ?? addressIn(from)), to: [to] },
    dsn: { id: messageId, return: 'headers' as const, notify: ['failure' as const], recipient: to },
    disableFileAccess: true,
    disableUrlAccess: true,
  };
}

export const mailIdOf = (messageId: string, from: string): string => `<${messageId}@${domainOf(addressIn(from))}>`;

const addressIn = (mailbox: string): string => /<([^<>]+)>\s*$/.exec(mailbox)?.[1] ?? mailbox.trim();
const domainOf = (address: string): string => address.slice(address.lastIndexOf('@') + 1);

function envelopeFrom(messageId: string, address: string): string {
  const at = address.lastIndexOf('@');
  return `${address.slice(0, at)}+${messageId.replaceAll('-', '')}${address.slice(at)}`;
}
