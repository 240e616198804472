import { queryOptions, useQueryClient } from '@tanstack/react-query';
import { queryString, request } from './client.ts';
import { paged } from './lists.ts';
import type { Page } from './types.ts';
import { useAct } from './use-act.ts';

export interface WorkItem {
  workItemId: string;
  customerId: string | null;
  task: string;
  priority: number;
  assigneeId: string | null;
  /** Whether it is the work of who asks. */
  mine: boolean;
  team: string | null;
  role: string;
  claimed: boolean;
  dueAt: string;
  overdue: boolean;
  escalated: boolean;
}

export const WHOSE = ['mine', 'team', 'all'] as const;
export type Whose = (typeof WHOSE)[number];

const FILTER = { mine: { mine: 'true' }, team: { myTeams: 'true' }, all: {} };

export const workQuery = (whose: Whose) =>
  paged<Page<WorkItem>>(['work', whose], '/api/interactions/v1/work-items', { ...FILTER[whose], limit: 50 });

export interface QueueChannel {
  channel: string;
  queued: number;
  started: number;
  longestWait: number | null;
  left: number;
  abandonment: { value: number; low: number; high: number } | null;
}

export const queueQuery = queryOptions({
  queryKey: ['queue'],
  refetchInterval: 30_000,
  queryFn: ({ signal }) =>
    request<{ asOf: string; hours: number; channels: QueueChannel[] }>('/api/interactions/v1/contact-queue', {
      signal,
    }),
});

export interface WorkAct {
  id: string;
  act: 'claim' | 'done' | 'reschedule';
  body?: object;
}

/** Does something with a work item; lists and the customer's page follow. */
export function useWorkAct(onDone: () => void = () => undefined) {
  const queries = useQueryClient();
  return useAct({
    send: ({ id, act, body = {} }: WorkAct, idempotencyKey) =>
      request<unknown>(`/api/interactions/v1/work-items/${id}/${act}`, { method: 'POST', body, idempotencyKey }),
    onSuccess: onDone,
    onSettled: () => Promise.all([['work'], ['view']].map(queryKey => queries.invalidateQueries({ queryKey }))),
  });
}

export interface Brief {
  due: WorkItem[];
  atRisk: WorkItem[];
  outcomes: { task: string; state: string; outcome: string | null; n: number; inTime: number }[];
  wentWrong: { eventType: string; n: number }[];
}

/** What a team should know before its day begins, where whoever looks is. */
export const briefQuery = (team: string) =>
  queryOptions({
    queryKey: ['work', 'brief', team],
    queryFn: ({ signal }) => {
      const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
      return request<Brief>(`/api/interactions/v1/teams/${team}/brief${queryString({ zone })}`, { signal });
    },
  });
