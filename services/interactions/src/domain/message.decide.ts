import { DomainError, type Decider, type Decision } from '@rapport/decider';
import type { MessageCommand, RecordFailure, RecordSent, ReportBounce, RequestMessage } from './message.commands.ts';
import { evolve, type MessageEvent, type OutboundMessage, type Wanted } from './message.ts';

type Decided = Decision<MessageEvent>;
const nothing: Decided = { events: [] };

/** A message to a customer: wanted, perhaps held, and sent, suppressed or failed in the end. */
export const outboundMessage: Decider<OutboundMessage, MessageCommand, MessageEvent> = {
  kind: 'message',
  stateVersion: 1,
  initial: { status: 'none' },
  evolve,
  nextDue: state => (state.status === 'none' ? null : state.until),
  decide(command, state) {
    if (command.type === 'RequestMessage') return request(command, state);
    if (state.status === 'none') throw new DomainError('message-unknown', 'No message of this id is known.');
    return decideWanted(command, state);
  },
};

function request({ facts, words }: RequestMessage, state: OutboundMessage): Decided {
  if (state.status !== 'none') return nothing;
  return { events: [{ type: 'MessageRequested', data: facts }], personal: words };
}

function decideWanted(command: Exclude<MessageCommand, RequestMessage>, state: Wanted): Decided {
  const about = aboutOf(state);
  const { status, attempts } = state;
  switch (command.type) {
    case 'PassTime': {
      if (state.until === null || state.until > command.now) return nothing;
      return { events: [{ type: 'MessageReleased', data: about, at: state.until }] };
    }
    case 'HoldMessage': {
      if (status !== 'due') return nothing;
      const data = { ...about, until: command.until, because: 'quietHours' as const, attempts };
      return { events: [{ type: 'MessageHeld', data }] };
    }
    case 'SuppressMessage':
      if (status !== 'due') return nothing;
      return { events: [{ type: 'MessageSuppressed', data: { ...about, because: command.because } }] };
    case 'RecordSent':
      return recordSent(command, state);
    case 'RecordFailure':
      return status === 'due' ? { events: [later(command, state, 'failure')] } : nothing;
    case 'ReportBounce':
      return bounced(command, state);
    case 'ReportProgress':
      return progress(command.progress, state);
    case 'Unsubscribe':
      return state.unsubscribed ? nothing : { events: [{ type: 'CustomerUnsubscribed', data: about }] };
    case 'RetryMessage':
      return retry(state);
  }
}

const aboutOf = ({ facts: { messageId, customerId, purpose, channel } }: Wanted) => ({
  messageId,
  customerId,
  purpose,
  channel,
});

/** What was sent is sent, also where another process has put it off meanwhile. */
function recordSent({ language, address, sentAs }: RecordSent, state: Wanted): Decided {
  if (!['due', 'waiting', 'failed'].includes(state.status)) return nothing;
  const data = { ...aboutOf(state), language, attempts: state.attempts + 1, ...(address && { identifier: address }) };
  return { events: [{ type: 'MessageSent', data }], ...(sentAs && { personal: sentAs }) };
}

function later(
  { code, retryAt }: Pick<RecordFailure, 'code' | 'retryAt'>,
  state: Wanted,
  because: 'failure' | 'softBounce',
): MessageEvent {
  const attempts = state.attempts + (because === 'failure' ? 1 : 0);
  const data = { ...aboutOf(state), code, attempts };
  if (retryAt === null) return { type: 'MessageFailed', data };
  return { type: 'MessageHeld', data: { ...data, until: retryAt, because } };
}

function bounced(command: ReportBounce, state: Wanted): Decided {
  if (!['due', 'sent', 'delivered', 'opened'].includes(state.status)) return nothing;
  const { kind, code } = command;
  const address = command.address ?? state.address;
  const bounce: MessageEvent = {
    type: 'MessageBounced',
    data: { ...aboutOf(state), kind, code, ...(address && { identifier: address }) },
  };
  return { events: kind === 'hard' ? [bounce] : [bounce, later(command, state, 'softBounce')] };
}

function progress(to: 'delivered' | 'opened', state: Wanted): Decided {
  const before = to === 'delivered' ? ['sent'] : ['sent', 'delivered'];
  if (!before.includes(state.status)) return nothing;
  const type = to === 'delivered' ? ('MessageDelivered' as const) : ('MessageOpened' as const);
  return { events: [{ type, data: aboutOf(state) }] };
}

function retry(state: Wanted): Decided {
  if (state.status === 'due') return nothing;
  if (['failed', 'bounced', 'suppressed'].includes(state.status))
    return { events: [{ type: 'MessageReleased', data: aboutOf(state) }] };
  throw new DomainError('message-not-failed', `The message is ${state.status}.`);
}
