import type { InteractionsEvent } from '@rapport/contracts';
import { DomainError, type Decider, type Decision } from '@rapport/decider';

type QueueEvent = Extract<InteractionsEvent, { type: 'ContactQueued' | 'ContactTaken' | 'ContactLeft' }>;
type Contact = Pick<
  Extract<QueueEvent, { type: 'ContactTaken' }>['data'],
  'contactId' | 'customerId' | 'channel' | 'team'
>;
type End = Extract<QueueEvent, { type: 'ContactLeft' }>['data']['end'];

/** How a contact stands, said while it is under way. */
export interface TellContact {
  readonly type: 'TellContact';
  readonly contact: Contact;
  readonly now: 'queued' | 'started' | 'abandoned' | 'ended';
  readonly at: string;
}

export interface QueuedContact {
  readonly queuedAt: string | null;
  readonly startedAt: string | null;
  readonly waitedSeconds: number;
  readonly end: End | null;
}

/** Someone who waits, is served, and leaves; each is told once, and nothing after it is over. */
export const queuedContact: Decider<QueuedContact, TellContact, QueueEvent> = {
  kind: 'queuedContact',
  stateVersion: 1,
  initial: { queuedAt: null, startedAt: null, waitedSeconds: 0, end: null },
  evolve(state, { type, data }) {
    if (type === 'ContactQueued') return { ...state, queuedAt: data.queuedAt };
    if (type === 'ContactTaken') return { ...state, startedAt: data.startedAt, waitedSeconds: data.waitedSeconds };
    return { ...state, end: data.end, waitedSeconds: data.waitedSeconds };
  },
  decide: (command, state) => ({ events: told(command, state) }),
};

function told({ contact, now, at }: TellContact, state: QueuedContact): Decision<QueueEvent>['events'] {
  const { queuedAt, startedAt, end, waitedSeconds } = state;
  if (now === 'queued')
    return queuedAt !== null || startedAt !== null || end !== null
      ? []
      : [{ type: 'ContactQueued', data: { ...contact, queuedAt: at } }];
  const since = startedAt ?? queuedAt;
  if (since !== null && at < since)
    throw new DomainError('time-order', 'It would have happened before what was told of it.');
  const waited = startedAt !== null ? waitedSeconds : secondsBetween(queuedAt ?? at, at);
  if (now === 'started') {
    if (startedAt !== null || end !== null) return [];
    const data = { ...contact, ...(queuedAt !== null && { queuedAt }), startedAt: at, waitedSeconds: waited };
    return [{ type: 'ContactTaken', data }];
  }
  if (end !== null) return [];
  // Who was served has not given up.
  const how = startedAt === null ? now : 'ended';
  return [{ type: 'ContactLeft', data: { ...contact, leftAt: at, end: how, waitedSeconds: waited } }];
}

const secondsBetween = (from: string, to: string): number => Math.round((Date.parse(to) - Date.parse(from)) / 1000);
