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
  status?: 'open' | 'paused' | 'closed' | 'historic';
  step?: Step;
  severity?: number;
  cause?: string;
  channel?: string;
  openedAt?: string;
  dueAt?: string | null;
  breached?: boolean;
}

export interface HouseClock {
  dueAt: string;
  breached?: boolean;
  /** It has done its part. */
  stopped?: boolean;
}

export interface ComplaintDetail extends ComplaintRow {
  clocks?: Partial<Record<Clock, HouseClock>>;
  demands?: string[];
  product?: string;
  outcome?: string | null;
  reason?: string | null;
  evidence?: Partial<Record<Step, unknown>>;
}
