import type { Outgoing, Outlet, SendOutcome } from './outgoing.ts';
import { signedHeaders } from './standard-webhook.ts';

export interface WebhookSettings {
  /** Of the settings and nowhere else: nobody who may edit data can make this service call another host. */
  readonly url: string;
  readonly secret: string;
}

const TIMEOUT_MS = 20_000;
const PASSING = new Set([408, 409, 423, 425, 429]);

/** Hands messages to a provider, signed. `webhook-id` is the message's id, so that one sent again can be dropped. */
export function webhookOutlet({ url, secret }: WebhookSettings, timeoutMs = TIMEOUT_MS): Outlet {
  return {
    async send(message) {
      const body = bodyOf(message);
      const headers = {
        ...signedHeaders(secret, message.messageId, body, Date.now()),
        'content-type': 'application/json',
      };
      const signal = AbortSignal.timeout(timeoutMs);
      try {
        const response = await fetch(url, { method: 'POST', headers, body, redirect: 'manual', signal });
        await response.body?.cancel();
        return outcomeOf(response);
      } catch {
        return { is: 'later', code: signal.aborted ? 'http.timeout' : 'http.unreachable' };
      }
    },
    close: () => undefined,
  };
}

function bodyOf({ messageId, channel, purpose, to, language, subject, text, unsubscribeLink }: Outgoing): string {
  const data = { messageId, channel, purpose, to, language, subject, text, unsubscribeLink };
  return JSON.stringify({ type: 'message.send', timestamp: new Date().toISOString(), data });
}

function outcomeOf({ status, headers }: Response): SendOutcome {
  const code = `http.${status}`;
  if (status >= 200 && status < 300) return { is: 'sent' };
  if (status === 410) return { is: 'bounced', kind: 'hard', code };
  if (status < 500 && !PASSING.has(status)) return { is: 'refused', code };
  const wait = headers.get('retry-after');
  return { is: 'later', code, ...(wait !== null && /^\d{1,6}$/.test(wait) && { waitSeconds: Number(wait) }) };
}
