import type { Step } from './types.ts';

export const DEMANDS = [
  'heard',
  'understood',
  'compensation',
  'quick',
  'noTrouble',
  'respect',
  'neverAgain',
  'takenSeriously',
  'fair',
] as const;
export const OUTCOMES = ['upheld', 'partlyUpheld', 'notUpheld'] as const;
export const CLOSING_REASONS = ['finalResponseNotAccepted', 'unreachable', 'withdrawn', 'duplicate'] as const;
export const CLOCKS = ['acknowledge', 'firstAnswer', 'resolve'] as const;
export type Clock = (typeof CLOCKS)[number];

export interface ComplaintRow {
  complaintId: string;
  customerId: string;
  status: 'open' | 'closed';
  paused?: boolean;
  historic?: boolean;
  step?: Step | null;
  severity?: number | null;
  cause: string;
  channel?: string;
  product?: string | null;
  openedAt?: string;
  dueAt?: string | null;
  breached?: boolean;
  outcome?: string | null;
  reason?: string | null;
}

export interface HouseClock {
  clock: Clock;
  dueAt: string;
  state: 'running' | 'warned' | 'breached' | 'stopped' | 'paused';
}

/** What a historic case was filed with. */
export interface Filed {
  subProduct?: string;
  issue?: string;
  subIssue?: string;
  company?: string;
  state?: string;
  receivedOn?: string;
  sentOn?: string;
  response?: string;
  timely?: boolean;
  disputed?: boolean | null;
}

export interface ComplaintDetail extends ComplaintRow, Filed {
  clocks?: HouseClock[];
  demands?: string[];
  /** Fields that the present step still has to show. */
  needs?: string[];
  evidence?: Partial<Record<Step, unknown>>;
  /** Free texts by name; null for who may not read them. */
  personal?: Record<string, unknown> | null;
}
