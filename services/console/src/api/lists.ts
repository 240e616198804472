import { infiniteQueryOptions } from '@tanstack/react-query';
import { queryString, request } from './client.ts';
import type { Page } from './types.ts';

const LIMIT = 50;

const firstPage = (): string | undefined => undefined;

/** Whatever a service answers page by page. */
export const paged = <Answer extends Page<unknown>>(
  queryKey: readonly unknown[],
  path: string,
  params: Record<string, string | number>,
) =>
  infiniteQueryOptions({
    queryKey,
    queryFn: ({ pageParam, signal }) =>
      request<Answer>(`${path}${queryString({ ...params, cursor: pageParam })}`, { signal }),
    initialPageParam: firstPage(),
    getNextPageParam: page => page.next ?? undefined,
  });

/** A list of any service, page by page. `scope` is whose it is: what changes of a customer asks for all of its lists again. */
export const listQuery = <Item>(scope: string, path: string, params: Record<string, string> = {}) =>
  paged<Page<Item>>(['list', scope, path, params], path, { ...params, limit: LIMIT });

/** One thing of any service. */
export const oneQuery = <Answer>(scope: string, path: string) => ({
  queryKey: ['list', scope, path],
  queryFn: ({ signal }: { signal: AbortSignal }) => request<Answer>(path, { signal }),
});
