import type { EventOfType } from '@rapport/contracts';
import type { Wait } from './episode-waits.ts';

type Data = EventOfType<'StandardWarned'>['data'];
/** What is measured, by which version of which standard, for whom. */
export type Measured = Omit<Data, 'warnAt' | 'dueAt' | 'escalateAt'>;

/** A clock that runs, and what it has said. */
export interface ServiceClock {
  readonly facts: Data;
  readonly said: readonly Firing[];
  /** When it stood still, because we waited for the customer. */
  readonly waits: Wait[];
  /** Until when what it says is history: it was due before anybody told of it. */
  readonly filedAt?: string | undefined;
}

export const FIRINGS = ['StandardWarned', 'StandardBreached', 'StandardEscalated'] as const;
export type Firing = (typeof FIRINGS)[number];

export interface ToSay {
  readonly type: Firing;
  /** When it is due, ISO 8601 UTC. */
  readonly at: string;
}

const MOMENT = { StandardWarned: 'warnAt', StandardBreached: 'dueAt', StandardEscalated: 'escalateAt' } as const;

/** What a clock will still say, soonest first: each once, and no warning of what has happened; nothing while it stands still. */
export function toSay({ facts, said, waits }: ServiceClock): ToSay[] {
  const stands = waits.find(({ until }) => until === undefined)?.from;
  return FIRINGS.slice(FIRINGS.findLastIndex(type => said.includes(type)) + 1)
    .map(type => ({ type, at: facts[MOMENT[type]] }))
    .filter(({ at }) => stands === undefined || at <= stands);
}

/** What is done at the very moment at which it is due is done in time: the clock looks a moment later. */
export const looksAt = (clock: ServiceClock): string | null => {
  const [next] = toSay(clock);
  return next ? new Date(Date.parse(next.at) + 1).toISOString() : null;
};

/** The clock as it now is waited for: what it has said it said when it was due then. */
export function retimed({ facts: before, said, filedAt }: ServiceClock, now: Data, waits: Wait[]): ServiceClock {
  const kept = FIRINGS.filter(type => said.includes(type)).map(type => [MOMENT[type], before[MOMENT[type]]] as const);
  return { facts: { ...now, ...Object.fromEntries(kept) }, said, waits, filedAt };
}

/** Without the moments on the way: for what is told at the end. */
export function measuredOf({ warnAt: _warn, escalateAt: _twice, ...measured }: Data): Measured & { dueAt: string } {
  return measured;
}
