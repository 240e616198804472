import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { request } from './client.ts';
import type { Page, Texts } from './types.ts';

export interface WorkRule {
  code: string;
  version: number;
  on: boolean;
  tried: boolean;
  form: { title: Texts; on: string; to: { role: string; team: string } };
}

export interface Trial {
  state: 'running' | 'done' | 'failed' | 'interrupted';
  trialId: string;
  share: number;
  from: string;
  result: {
    events: number;
    raised: number;
    mostOpen: number;
    mostOpenAt: string | null;
    byDay: { day: string; raised: number }[];
  } | null;
}

const RULES = '/api/interactions/v1/work-rules';
const AGAIN_MS = 1_000;

export const workRulesQuery = queryOptions({
  queryKey: ['workRules'],
  queryFn: ({ signal }) => request<Page<WorkRule>>(`${RULES}?limit=200`, { signal }),
});

/** A trial as it goes on, until it has ended. */
export const trialQuery = (id: string) =>
  queryOptions<Trial>({
    queryKey: ['trial', id],
    refetchInterval: ({ state }) => (state.data?.state === 'running' ? AGAIN_MS : false),
    queryFn: ({ signal }) => request<Trial>(`/api/interactions/v1/work-rule-dry-runs/${id}`, { signal }),
  });

/** Tries the last year. */
export function useTrial({ code, version }: WorkRule) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: () => {
      const from = new Date(Date.now() - 365 * 86_400_000).toISOString();
      return request<Trial>(`${RULES}/${code}/versions/${version}/dry-runs`, { method: 'POST', body: { from } });
    },
    onSuccess: () => queries.invalidateQueries({ queryKey: ['workRules'] }),
  });
}

export function useSwitch({ code, version, on }: WorkRule) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: () =>
      request<unknown>(`${RULES}/${code}/${on ? 'off' : 'on'}`, { method: 'POST', body: on ? {} : { version } }),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['workRules'] }),
  });
}
