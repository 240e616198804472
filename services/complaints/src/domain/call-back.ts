import { CALL_BACK_ROUNDS, type CLOSING_REASONS, type ComplaintsEvent } from '@rapport/contracts';
import { businessDeadline, type Calendar } from '@rapport/business-time';

export type CallBackRound = (typeof CALL_BACK_ROUNDS)[number];
export type CallBackEvent = Extract<ComplaintsEvent, { readonly type: `CallBack${string}` }> & { readonly at: string };
type Scheduled = Extract<CallBackEvent, { readonly type: 'CallBackScheduled' }>['data'];
type ClosingReason = (typeof CLOSING_REASONS)[number];

/** When customers are called after their complaint was closed: part of the house's rules. */
export interface CallBackTerms {
  /** Of each round: how many days after closing, then within how many business hours, and for which severities. */
  readonly rounds: Readonly<
    Record<
      CallBackRound,
      { readonly afterDays: number; readonly hours: number; readonly severities: readonly number[] }
    >
  >;
  /** Who scores up to this is dissatisfied, whatever they say besides. */
  readonly dissatisfiedTo: number;
  /** Closing reasons after which there is somebody to call who awaits it. */
  readonly reasons: readonly ClosingReason[];
}

export const CALL_BACK_STATES = ['open', 'missed', 'done', 'cancelled'] as const;

export interface CallBack extends Pick<Scheduled, 'callBackId' | 'round' | 'from' | 'dueAt'> {
  readonly status: (typeof CALL_BACK_STATES)[number];
  readonly attempts: number;
}

const DAY = 86_400_000;
const HOUR = 3_600_000;

/** The call-backs of a complaint that was closed at `at`, by the calendar that held then. */
export function roundsAfter(
  terms: CallBackTerms,
  calendar: Calendar,
  severity: number,
  at: string,
): Pick<CallBack, 'round' | 'from' | 'dueAt'>[] {
  return CALL_BACK_ROUNDS.flatMap(round => {
    const { afterDays, hours, severities } = terms.rounds[round];
    if (!severities.includes(severity)) return [];
    const from = Date.parse(at) + afterDays * DAY;
    return [{ round, from: iso(from), dueAt: iso(businessDeadline(calendar, from, hours * HOUR)) }];
  });
}

export function evolveCallBacks(all: readonly CallBack[], event: CallBackEvent): readonly CallBack[] {
  if (event.type === 'CallBackScheduled') {
    const { callBackId, round, from, dueAt } = event.data;
    return [...all, { callBackId, round, from, dueAt, status: 'open', attempts: 0 }];
  }
  const { callBackId } = event.data;
  return all.map(each => (each.callBackId === callBackId ? { ...each, ...changeOf(each, event) } : each));
}

function changeOf(
  { attempts }: CallBack,
  { type }: Exclude<CallBackEvent, { readonly type: 'CallBackScheduled' }>,
): Partial<CallBack> {
  switch (type) {
    case 'CallBackAttempted':
      return { attempts: attempts + 1 };
    case 'CallBackDone':
      return { status: 'done' };
    case 'CallBackMissed':
      return { status: 'missed' };
    case 'CallBackCancelled':
      return { status: 'cancelled' };
  }
}

export const isOpen = ({ status }: CallBack): boolean => status === 'open';

/** When the next of them will be missed, if nobody is reached. */
export const nextMissed = (all: readonly CallBack[]): string | null =>
  all
    .filter(isOpen)
    .map(({ dueAt }) => dueAt)
    .sort()[0] ?? null;

const iso = (at: number): string => new Date(at).toISOString();
