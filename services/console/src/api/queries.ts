import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query';
import { queryString, request } from './client.ts';
import type { ComplaintDetail, ComplaintRow } from './complaint-types.ts';
import type { Channels, Complaints, Overview, Retention, Satisfaction } from './measure-types.ts';
import type {
  CustomerRow,
  CustomerSatisfaction,
  CustomerView,
  FigureExplained,
  Page,
  Texts,
  TimelineItem,
} from './types.ts';

const firstPage = (): string | undefined => undefined;

export const customersQuery = (query: string, limit = 50) =>
  infiniteQueryOptions({
    queryKey: ['customers', query, limit],
    queryFn: ({ pageParam, signal }) =>
      request<Page<CustomerRow>>(`/api/profile/v1/customers${queryString({ query, limit, cursor: pageParam })}`, {
        signal,
      }),
    initialPageParam: firstPage(),
    getNextPageParam: page => page.next ?? undefined,
    placeholderData: keepPreviousData,
  });

export const viewQuery = (id: string) =>
  queryOptions({
    queryKey: ['view', id],
    queryFn: ({ signal }) => request<CustomerView>(`/api/profile/v1/customers/${id}/view`, { signal }),
  });

interface Coded {
  code: string;
  text: Texts;
  what?: Coded[];
}

/** The shown texts of motives, purposes and needs, by their codes; a purpose with what it is about. */
export const needTextsQuery = queryOptions({
  queryKey: ['catalogue', 'needs'],
  staleTime: 300_000,
  queryFn: async ({ signal }) => {
    const { content } = await request<{ content: Record<string, Coded[]> }>('/api/profile/v1/catalogues/needs', {
      signal,
    });
    const texts = Object.values(content).flatMap(list =>
      list.flatMap(({ code, text, what = [] }) => [
        [code, text] as const,
        ...what.map(each => [`${code}/${each.code}`, each.text] as const),
      ]),
    );
    return Object.fromEntries(texts);
  },
});

export const timelineQuery = (id: string, kind: string, limit = 30) =>
  infiniteQueryOptions({
    queryKey: ['timeline', id, kind, limit],
    queryFn: ({ pageParam, signal }) =>
      request<Page<TimelineItem>>(
        `/api/profile/v1/customers/${id}/timeline${queryString({ kind, limit, cursor: pageParam })}`,
        { signal },
      ),
    initialPageParam: firstPage(),
    getNextPageParam: page => page.next ?? undefined,
  });

export const figureQuery = (id: string, figure: string) =>
  infiniteQueryOptions({
    queryKey: ['figure', id, figure],
    queryFn: ({ pageParam, signal }) =>
      request<FigureExplained>(
        `/api/profile/v1/customers/${id}/figures/${figure}${queryString({ limit: 30, cursor: pageParam })}`,
        { signal },
      ),
    initialPageParam: firstPage(),
    getNextPageParam: page => page.next ?? undefined,
  });

export const customerSatisfactionQuery = (id: string) =>
  queryOptions({
    queryKey: ['satisfaction', id],
    queryFn: ({ signal }) =>
      request<CustomerSatisfaction>(`/api/analytics/v1/customers/${id}/satisfaction`, { signal }),
  });

export const complaintsQuery = (filter: { status: string; customer?: string }) =>
  infiniteQueryOptions({
    queryKey: ['complaints', filter],
    queryFn: ({ pageParam, signal }) =>
      request<Page<ComplaintRow>>(
        `/api/complaints/v1/complaints${queryString({ ...filter, limit: 50, cursor: pageParam })}`,
        { signal },
      ),
    initialPageParam: firstPage(),
    getNextPageParam: page => page.next ?? undefined,
  });

export const complaintQuery = (id: string) =>
  queryOptions({
    queryKey: ['complaint', id],
    queryFn: ({ signal }) => request<ComplaintDetail>(`/api/complaints/v1/complaints/${id}`, { signal }),
  });

interface Names {
  items: { customerId: string; name?: string | null }[];
}

export const namesQuery = (ids: readonly string[]) =>
  queryOptions({
    queryKey: ['names', ids],
    enabled: ids.length > 0,
    staleTime: 300_000,
    placeholderData: keepPreviousData,
    queryFn: async ({ signal }) => {
      const body = { ids: ids.slice(0, 200) };
      const names = await request<Names>('/api/profile/v1/customers:batch', { method: 'POST', body, signal });
      return Object.fromEntries(names.items.map(item => [item.customerId, item.name ?? null]));
    },
  });

const measure = <T>(path: string) =>
  queryOptions({
    queryKey: ['measure', path],
    queryFn: ({ signal }) => request<T>(`/api/analytics/v1/${path}`, { signal }),
    refetchInterval: 60_000,
  });

export const satisfactionQuery = measure<Satisfaction>('satisfaction');
export const retentionQuery = measure<Retention>('retention?months=24');
export const channelsQuery = measure<Channels>('channels');
export const complaintFiguresQuery = (origin: string) => measure<Complaints>(`complaints?origin=${origin}`);
export const overviewQuery = measure<Overview>('overview');
