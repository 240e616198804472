import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query';
import { request } from './client.ts';
import type { ComplaintDetail, ComplaintRow } from './complaint-types.ts';
import { paged } from './lists.ts';
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

export const customersQuery = (query: string, limit = 50) =>
  infiniteQueryOptions({
    ...paged<Page<CustomerRow>>(['customers', query, limit], '/api/profile/v1/customers', { query, limit }),
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
  paged<Page<TimelineItem>>(['timeline', id, kind, limit], `/api/profile/v1/customers/${id}/timeline`, { kind, limit });

export const figureQuery = (id: string, figure: string) =>
  paged<FigureExplained>(['figure', id, figure], `/api/profile/v1/customers/${id}/figures/${figure}`, { limit: 30 });

export const customerSatisfactionQuery = (id: string) =>
  queryOptions({
    queryKey: ['satisfaction', id],
    queryFn: ({ signal }) =>
      request<CustomerSatisfaction>(`/api/analytics/v1/customers/${id}/satisfaction`, { signal }),
  });

export const complaintsQuery = (filter: { status: string; customer?: string }) =>
  paged<Page<ComplaintRow>>(['complaints', filter], '/api/complaints/v1/complaints', { ...filter, limit: 50 });

export const complaintQuery = (id: string) =>
  queryOptions({
    queryKey: ['complaint', id],
    queryFn: ({ signal }) => request<ComplaintDetail>(`/api/complaints/v1/complaints/${id}`, { signal }),
  });

interface Names {
  items: { customerId: string; name?: string | null }[];
}

const NAMES_AT_ONCE = 200;

/** The names of these, in whatever order and however often they are named. */
export const namesQuery = (named: readonly string[]) => {
  const ids = [...new Set(named)].toSorted();
  return queryOptions({
    queryKey: ['names', ids],
    enabled: ids.length > 0,
    staleTime: 300_000,
    placeholderData: keepPreviousData,
    queryFn: async ({ signal }) => {
      const portions = Array.from({ length: Math.ceil(ids.length / NAMES_AT_ONCE) }, (_, i) =>
        ids.slice(i * NAMES_AT_ONCE, (i + 1) * NAMES_AT_ONCE),
      );
      const answers = await Promise.all(
        portions.map(portion =>
          request<Names>('/api/profile/v1/customers:batch', { method: 'POST', body: { ids: portion }, signal }),
        ),
      );
      return Object.fromEntries(
        answers.flatMap(({ items }) => items.map(item => [item.customerId, item.name ?? null])),
      );
    },
  });
};

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
