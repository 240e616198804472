import type { InteractionsEvent } from '@rapport/contracts';
import type { Decider, Decision } from '@rapport/decider';
import type { Cap } from './delivery-policy.ts';

type AllowanceEvent = Extract<InteractionsEvent, { type: 'MessageCounted' | 'MessageUncounted' }>;
type Counting = AllowanceEvent['data'];

/** Counts a message against the caps, as the last thing before it is sent. */
export interface CountMessage {
  readonly type: 'CountMessage';
  readonly message: Counting;
  /** ISO instant. */
  readonly at: string;
  readonly caps: readonly Cap[];
  /** What counts of other records of the same customer. */
  readonly elsewhere: readonly Counted[];
}

export interface UncountMessage {
  readonly type: 'UncountMessage';
  readonly message: Counting;
}

export interface Counted {
  readonly messageId: string;
  readonly purpose: string;
  readonly channel: string;
  readonly at: string;
}

/** What a customer was sent of late, the newest last; what has no cap is not in it. */
export interface Allowance {
  readonly counted: readonly Counted[];
}

const DAY_MS = 86_400_000;
/** Caps look back a year at most, and a customer who got so many gets no more, so that none is forgotten while it counts. */
export const LONGEST_DAYS = 366;
export const MOST = 80;

/** How often a customer was written to: a stream a customer, so that two processes can't both send the last one allowed. */
export const allowance: Decider<Allowance, CountMessage | UncountMessage, AllowanceEvent> = {
  kind: 'allowance',
  stateVersion: 1,
  initial: { counted: [] },
  decide: (command, state) => (command.type === 'CountMessage' ? count(command, state) : uncount(command, state)),
  evolve({ counted }, event: AllowanceEvent & { readonly at?: string }) {
    const { messageId, purpose, channel } = event.data;
    if (event.type === 'MessageUncounted') return { counted: counted.filter(each => each.messageId !== messageId) };
    const at = event.at ?? '';
    const recent = counted.filter(each => daysBetween(each.at, at) < LONGEST_DAYS);
    return { counted: [...recent, { messageId, purpose, channel, at }] };
  },
};

function count({ message, at, caps, elsewhere }: CountMessage, { counted }: Allowance): Decision<AllowanceEvent> {
  if (counted.some(({ messageId }) => messageId === message.messageId)) return { events: [] };
  const recent = [...counted, ...elsewhere].filter(each => daysBetween(each.at, at) < LONGEST_DAYS);
  const mine = caps.filter(cap => applies(cap, message));
  const isFree = mine.every(cap => within(cap, recent, at)) && recent.length < MOST;
  return { events: isFree ? [{ type: 'MessageCounted', data: message, at }] : [] };
}

function uncount({ message }: UncountMessage, { counted }: Allowance): Decision<AllowanceEvent> {
  const isCounted = counted.some(({ messageId }) => messageId === message.messageId);
  return { events: isCounted ? [{ type: 'MessageUncounted', data: message }] : [] };
}

const within = (cap: Cap, recent: readonly Counted[], at: string): boolean =>
  recent.filter(each => applies(cap, each) && daysBetween(each.at, at) < cap.days).length < cap.most;

/** Whether a cap is about a message like this. */
export const applies = (
  { purposes, channels }: Cap,
  { purpose, channel }: { readonly purpose: string; readonly channel: string },
): boolean =>
  (purposes === undefined || purposes.includes(purpose)) &&
  (channels === undefined || channels.some(c => c === channel));

const daysBetween = (a: string, b: string): number => Math.abs(Date.parse(b) - Date.parse(a)) / DAY_MS;
