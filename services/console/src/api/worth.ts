import { queryOptions, useQueryClient } from '@tanstack/react-query';
import { request } from './client.ts';
import type { Money } from './types.ts';
import { useAct } from './use-act.ts';

export const NEXT_ACTIONS = ['keep', 'repair', 'develop', 'stopExtraSpending'] as const;
export const ACTION_REASONS = [
  'asProposed',
  'strategicCustomer',
  'temporarySituation',
  'figuresMislead',
  'other',
] as const;

/** As analytics told it last. */
export interface LifetimeValue {
  horizonMonths: number;
  discountRate: number;
  /** By currency, the greatest first. */
  estimates: { value: Money; basis: string; expectedPurchases: number; probabilityAlive: number }[];
  asOf: string;
}

export interface ToldStrategy {
  strategy: string;
  contacts: number;
  minutes: number;
  days: number;
  depth: number;
  asOf: string;
}

export interface NextBestAction {
  /** Null while a manager has to decide. */
  action: string | null;
  proposed: string;
  needsDecision: boolean;
  valueClass: string;
  risk: number;
  decision: { reason: string; decidedBy: string; decidedAt: string } | null;
  asOf: string;
}

interface Worth {
  values: { currency: string; spread: { low: number; high: number } | null }[];
}

/** How far a lifetime value may be off, as analytics draws it when asked. */
export const worthQuery = (id: string) =>
  queryOptions({
    queryKey: ['list', id, 'worth'],
    queryFn: ({ signal }) => request<Worth>(`/api/analytics/v1/customers/${id}/worth`, { signal }),
  });

/** Decides what is done about a customer; its page follows. */
export function useDecideAction(id: string, onDone?: () => void) {
  const queries = useQueryClient();
  return useAct({
    send: (body: { action: string; reason: string; note?: string }, idempotencyKey) =>
      request<unknown>(`/api/analytics/v1/customers/${id}/next-best-action`, { method: 'POST', body, idempotencyKey }),
    onSuccess: () => {
      onDone?.();
      return Promise.all(
        [
          ['view', id],
          ['timeline', id],
          ['list', 'actions'],
        ].map(queryKey => queries.invalidateQueries({ queryKey })),
      );
    },
  });
}
