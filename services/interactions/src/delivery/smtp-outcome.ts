import type { SendOutcome } from './outgoing.ts';

interface Refusal {
  readonly code?: unknown;
  readonly command?: unknown;
  readonly response?: unknown;
  readonly responseCode?: unknown;
}

const OF_MESSAGE: ReadonlySet<unknown> = new Set(['RCPT TO', 'DATA']);
const MAILBOX_REPLIES = new Set([550, 551, 553]);
/** RFC 3463: 5.1.x is about the address, 5.2.1 a mailbox that is closed; 5.2.2, a full one, passes. */
const HARD = /^5\.(?:1\.\d+|2\.1)$/;
const FULL = /^[45]\.2\.2$/;

/** What a failed SMTP conversation means for the message: whether nobody is there, it is refused, or it may be tried again. */
export function smtpOutcome(error: unknown): SendOutcome {
  const { code, command, response, responseCode }: Refusal = typeof error === 'object' && error !== null ? error : {};
  // What is refused before a recipient is named is about us, and can be put right: signing in, TLS, our own address.
  if (typeof responseCode !== 'number' || !OF_MESSAGE.has(command)) return { is: 'later', code: nameOf(code) };
  const status = /^\d{3}[ -](\d\.\d{1,3}\.\d{1,3})\b/.exec(String(response))?.[1];
  const told = `smtp.${status ?? responseCode}`;
  if (status !== undefined && FULL.test(status)) return { is: 'bounced', kind: 'soft', code: told };
  if (responseCode < 500) return { is: 'later', code: told };
  const isOfRecipient = command === 'RCPT TO';
  const isGone = status === undefined ? isOfRecipient && MAILBOX_REPLIES.has(responseCode) : HARD.test(status);
  return isGone ? { is: 'bounced', kind: 'hard', code: told } : { is: 'refused', code: told };
}

/** Errors of the connection by the names that the client gives them, such as ETIMEDOUT. */
const nameOf = (code: unknown): string =>
  typeof code === 'string' && /^[A-Za-z][A-Za-z0-9_]{0,40}$/.test(code) ? `smtp.${code}` : 'smtp.failed';
