import { latestOfDays, medianGap } from '@rapport/statistics';
import type { LifecycleStage } from './customer.ts';

/** When silence moves a stage: versioned data. Times are multiples of the customer's own interval. */
export interface LifecycleRules {
  /** Fewer gaps between contacts than that are no rhythm. */
  readonly gapsNeeded: number;
  readonly atRiskTimes: number;
  /** Where there is no rhythm yet. */
  readonly atRiskDaysWithout: number;
  readonly lapsedTimes: number;
  readonly lapsedAtLeastDays: number;
  /** So long somebody at risk has to be heard of again, without buying. */
  readonly backAfterDays: number;
}

const DAY_MS = 86_400_000;

/** So many days are kept, and one gap less: the newest, since the rhythm is the present one. */
const DAYS_KEPT = 25;

export const latestHeard = (instants: readonly string[]): string[] => latestOfDays(instants, DAYS_KEPT);

export const dayOf = (instant: string): string => instant.slice(0, 10);

export const daysLater = (instant: string, days: number): string =>
  new Date(Date.parse(instant) + days * DAY_MS).toISOString();

/** After so many days without a word a customer is at risk, and lapsed. */
export function patience(heard: readonly string[], rules: LifecycleRules): { readonly atRisk: number; lapsed: number } {
  const interval = medianGap(heard, rules.gapsNeeded) ?? rules.atRiskDaysWithout / rules.atRiskTimes;
  return {
    atRisk: interval * rules.atRiskTimes,
    lapsed: Math.max(interval * rules.lapsedTimes, rules.lapsedAtLeastDays),
  };
}

const ACTIVE: ReadonlySet<LifecycleStage> = new Set(['new', 'returning', 'wonBack']);

/** Those whom silence puts at risk. */
export const isActive = (stage: LifecycleStage): boolean => ACTIVE.has(stage);
