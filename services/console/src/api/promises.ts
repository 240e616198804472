import { queryOptions, useQueries, useQueryClient } from '@tanstack/react-query';
import { queryString, request } from './client.ts';
import { oneQuery } from './lists.ts';
import type { Page } from './types.ts';
import { useAct } from './use-act.ts';

/** What somebody promised a customer, as the complaints service lists it. */
export interface Promised {
  promiseId: string;
  complaintId: string | null;
  /** The broken promise that it makes up for. */
  instead: string | null;
  kind: string;
  ownerId: string;
  status: string;
  dueAt: string;
  broken: boolean;
  /** Personal: null for who may not read it. */
  what: string | null;
}

export const AGREED_BY = ['phone', 'email', 'chat', 'visit', 'letter', 'sms'] as const;
export const MOVED_FOR = ['customerAsked', 'partLate', 'moreToDo', 'otherPerson'] as const;
export const RELEASED_FOR = ['notWanted', 'doneOtherwise', 'promisedInError'] as const;

export const promiseKindsQuery = queryOptions({
  queryKey: ['catalogue', 'promiseKinds'],
  staleTime: 300_000,
  queryFn: ({ signal }) => request<Page<{ code: string }>>('/api/complaints/v1/promise-kinds', { signal }),
});

const MOST = 50;

const listed = (customerId: string, about: Record<string, string>) =>
  ['open', 'broken'].map(status =>
    oneQuery<Page<Promised>>(
      customerId,
      `/api/complaints/v1/promises${queryString({ ...about, status, limit: MOST })}`,
    ),
  );

/** What the customer waits for, the earliest first: what is open, and what was broken and nothing makes up for yet. */
export function useWaitedFor(customerId: string, about: Record<string, string>, enabled = true) {
  return useQueries({
    queries: listed(customerId, about).map(query => ({ ...query, enabled })),
    combine: answers => {
      const all = answers.flatMap(({ data }) => data?.items ?? []);
      const madeUp = new Set(all.map(({ instead }) => instead));
      return {
        items: all.filter(({ promiseId }) => !madeUp.has(promiseId)).toSorted((a, b) => (a.dueAt < b.dueAt ? -1 : 1)),
        error: answers.find(({ isError }) => isError)?.error ?? null,
        isPending: answers.some(({ isPending }) => isPending),
      };
    },
  });
}

interface Act {
  /** Behind `/api/complaints/v1/`. */
  path: string;
  body: object;
}

// The view follows what was said within a moment; whoever said it should not have to ask again.
const AGAIN_MS = [0, 400, 1_500];

/** Says something of a promise or a call-back; what shows it follows. */
export function usePromiseAct(customerId: string, onDone: () => void = () => undefined) {
  const queries = useQueryClient();
  const readAgain = () =>
    [['list', customerId], ['view', customerId], ['timeline', customerId], ['complaint']].forEach(
      queryKey => void queries.invalidateQueries({ queryKey }),
    );
  return useAct({
    send: ({ path, body }: Act, idempotencyKey) =>
      request<unknown>(`/api/complaints/v1/${path}`, { method: 'POST', body, idempotencyKey }),
    onSuccess: () => {
      AGAIN_MS.forEach(delay => setTimeout(readAgain, delay));
      onDone();
    },
  });
}
