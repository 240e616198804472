import { DomainError } from '@rapport/decider';
import type { Messaging } from '@rapport/messaging';
import { retryAt, type DeliveryPolicy } from '../domain/delivery-policy.ts';
import type { MessageCommand, RecordSent } from '../domain/message.commands.ts';
import { outboundMessage } from '../domain/message.decide.ts';
import type { ContactPoint } from '../domain/weigh-message.ts';
import type { Outgoing, SendOutcome } from './outgoing.ts';
import type { Due } from './read-due.ts';

interface Tried {
  readonly outcome: SendOutcome;
  readonly message: Outgoing;
  readonly address: ContactPoint['addresses'][number];
  readonly policy: DeliveryPolicy;
}

/** Records what the other side made of a message. */
export async function recordOutcome(messaging: Messaging, due: Due, tried: Tried): Promise<void> {
  const command = commandFor(due, tried, new Date().toISOString());
  const context = { subject: due.subject, actor: 'delivery' };
  const { messageId } = due.facts;
  try {
    await messaging.handle(outboundMessage, messageId, command, context);
  } catch (error) {
    const isErased = error instanceof DomainError && error.slug === 'customer-erased' && command.type === 'RecordSent';
    if (!isErased) throw error;
    // Erased while it was on its way: that it was sent is a fact, to which address is nobody's business any more.
    const { sentAs: _personal, ...facts } = command;
    await messaging.handle(outboundMessage, messageId, facts, context);
  }
}

function commandFor(
  due: Due,
  { outcome, message, address, policy }: Tried,
  now: string,
): Exclude<MessageCommand, { type: 'PassTime' }> {
  const { customerId, number } = address;
  const at = { customerId, number };
  const again = (waitSeconds?: number): string | null => retryAt(policy, due.attempts, now, waitSeconds);
  switch (outcome.is) {
    case 'sent':
      return sentAs(message, at);
    case 'bounced': {
      const { kind, code } = outcome;
      if (kind === 'soft') return { type: 'RecordFailure', code, retryAt: again() };
      return { type: 'ReportBounce', kind, code, retryAt: null, address: at };
    }
    case 'refused':
      return { type: 'RecordFailure', code: outcome.code, retryAt: null };
    case 'later':
      return { type: 'RecordFailure', code: outcome.code, retryAt: again(outcome.waitSeconds) };
  }
}

function sentAs({ to, language, subject, text }: Outgoing, address: RecordSent['address']): RecordSent {
  return {
    type: 'RecordSent',
    language,
    address,
    sentAs: { sentAs: { to, text, ...(subject !== undefined && { subject }) } },
  };
}
