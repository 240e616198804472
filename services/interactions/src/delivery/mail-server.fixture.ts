import type { AddressInfo } from 'node:net';
import PostalMime from 'postal-mime';
import { SMTPServer } from 'smtp-server';

export interface ReceivedMail {
  readonly from: string;
  readonly to: readonly string[];
  readonly secure: boolean;
  readonly headers: Readonly<Record<string, string>>;
  readonly subject: string | undefined;
  readonly text: string | undefined;
  readonly html: string | undefined;
}

export interface MailServerOptions {
  /** What a recipient is answered; undefined: taken. */
  readonly rcpt?: (address: string) => { readonly responseCode: number; readonly message: string } | undefined;
  /** Before a mail that has arrived is answered. */
  readonly taken?: (mail: ReceivedMail) => Promise<void> | void;
  /** What every mail is answered after its words. */
  readonly data?: { readonly responseCode: number; readonly message: string };
  readonly tls?: 'implicit' | 'starttls' | 'none';
}

export interface MailServer {
  readonly url: string;
  readonly mails: ReceivedMail[];
  close(): Promise<void>;
}

/** A real SMTP server that keeps what it gets and answers as it is told. */
export async function startMailServer({
  rcpt,
  taken,
  data,
  tls = 'starttls',
}: MailServerOptions = {}): Promise<MailServer> {
  const mails: ReceivedMail[] = [];
  const refusal = ({ responseCode, message }: { responseCode: number; message: string }) =>
    Object.assign(new Error(message), { responseCode });
  const server = new SMTPServer({
    secure: tls === 'implicit',
    authOptional: true,
    disabledCommands: tls === 'starttls' ? ['AUTH'] : ['AUTH', 'STARTTLS'],
    onRcptTo({ address }, _session, answer) {
      const refused = rcpt?.(address);
      answer(refused && refusal(refused));
    },
    onData(stream, session, answer) {
      const parts: Buffer[] = [];
      stream.on('data', (part: Buffer) => parts.push(part));
      stream.on('end', () => {
        void (async () => {
          const mail = await received(Buffer.concat(parts), session);
          mails.push(mail);
          await taken?.(mail);
          answer(data && refusal(data));
        })();
      });
    },
  });
  server.on('error', () => undefined);
  const address = await new Promise<AddressInfo | string | null>(resolve => {
    const net = server.listen(0, '127.0.0.1', () => resolve(net.address()));
  });
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return {
    url: `${tls === 'implicit' ? 'smtps' : 'smtp'}://127.0.0.1:${port}`,
    mails,
    close: () => new Promise(resolve => server.close(() => resolve())),
  };
}

interface Session {
  readonly secure: boolean;
  readonly envelope: {
    readonly mailFrom: { readonly address: string } | false;
    readonly rcptTo: readonly { readonly address: string }[];
  };
}

async function received(raw: Buffer, { secure, envelope: { mailFrom, rcptTo } }: Session): Promise<ReceivedMail> {
  const { headers, subject, text, html } = await PostalMime.parse(raw);
  return {
    from: mailFrom === false ? '' : mailFrom.address,
    to: rcptTo.map(({ address }) => address),
    secure,
    headers: Object.fromEntries(headers.map(({ key, value }) => [key, value])),
    subject,
    text,
    html,
  };
}
