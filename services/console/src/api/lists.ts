import { infiniteQueryOptions } from '@tanstack/react-query';
import { queryString, request } from './client.ts';
import type { Page } from './types.ts';

const LIMIT = 50;

/** A list of any service, page by page. `scope` is whose it is: what changes of a customer asks for all of its lists again. */
export const listQuery = <Item>(scope: string, path: string, params: Record<string, string> = {}) =>
  infiniteQueryOptions({
    queryKey: ['list', scope, path, params],
    queryFn: ({ pageParam, signal }) =>
      request<Page<Item>>(`${path}${queryString({ ...params, limit: LIMIT, cursor: pageParam })}`, { signal }),
    initialPageParam: ((): string | undefined => undefined)(),
    getNextPageParam: page => page.next ?? undefined,
  });

/** One thing of any service. */
export const oneQuery = <Answer>(scope: string, path: string) => ({
  queryKey: ['list', scope, path],
  queryFn: ({ signal }: { signal: AbortSignal }) => request<Answer>(path, { signal }),
});
