import { queryOptions } from '@tanstack/react-query';
import { request } from './client.ts';
import { listQuery } from './lists.ts';
import type { Page } from './types.ts';

/** A customer with what is proposed, and what a manager decided on it. */
export interface ActionRow {
  customerId: string;
  /** Null while a manager has to decide. */
  action: string | null;
  proposed: string;
  decided: string | null;
  reason: string | null;
  decidedAt: string | null;
  valueClass: string;
  risk: number;
}

export interface ActionFilter {
  action?: string;
  undecided?: string;
}

export const ACTIONS = '/api/analytics/v1/next-best-actions';
export const actionsQuery = (filter: ActionFilter) => listQuery<ActionRow>('actions', ACTIONS, { ...filter });

export interface StrategyRules {
  version: number;
  validFrom: string;
  publishedBy: string;
  content: {
    lifetimeValue: { horizonMonths: number; discountRate: number };
    nextBestAction: {
      highValue: string[];
      highRisk: number;
      highLow: string;
      highHigh: string;
      lowLow: string;
      lowHigh: string;
      needsDecision: string[];
    };
  };
}

export const RULES = '/api/analytics/v1/strategy-rules';
export const rulesQuery = queryOptions({
  queryKey: ['strategyRules'],
  queryFn: ({ signal }) => request<Page<StrategyRules>>(`${RULES}?limit=50`, { signal }),
});

export interface ClassShares {
  valueClass: string;
  customers: number;
  revenueShare: number | null;
  profitShare: number | null;
  reference: { revenueShare: number; profitShare: number };
}

export interface ValueClasses {
  asOf: string;
  /** `2026-03`; null where nobody was ranked yet. */
  month: string | null;
  classes: ClassShares[];
  revenue: { gini: number | null };
}

export const valueClassesQuery = queryOptions({
  queryKey: ['measure', 'value-classes'],
  queryFn: ({ signal }) => request<ValueClasses>('/api/analytics/v1/value-classes', { signal }),
});
