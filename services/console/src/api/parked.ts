import { SERVICES, type ServiceName } from '@rapport/contracts';
import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { queryString, request } from './client.ts';
import type { ParkedItem, ParkedSummary, ParkedWhole, Retried } from './parked-types.ts';
import type { Page } from './types.ts';

const AT_MOST = 100;

export interface ParkedRow extends ParkedItem {
  service: ServiceName;
}

export interface ParkedThere {
  service: ServiceName;
  /** Null where the service does not answer; the others are shown all the same. */
  summary: ParkedSummary | null;
  rows: ParkedRow[];
}

const path = (service: ServiceName, rest = ''): string => `/api/${service}/v1/parked${rest}`;

async function there(service: ServiceName, dropped: boolean, signal: AbortSignal): Promise<ParkedThere> {
  const which = dropped ? { dropped: 'true' } : { heads: 'true' };
  const [summary, page] = await Promise.all([
    request<ParkedSummary>(path(service, '/summary'), { signal }),
    request<Page<ParkedItem>>(path(service, queryString({ ...which, limit: AT_MOST })), { signal }),
  ]);
  return { service, summary, rows: page.items.map(item => ({ ...item, service })) };
}

/** What waits, or what was dropped, in all services, asked again every few seconds. Fails only where none answers. */
export const parkedQuery = (dropped: boolean) =>
  queryOptions({
    queryKey: ['parked', 'list', dropped],
    queryFn: async ({ signal }) => {
      const answers = await Promise.allSettled(SERVICES.map(service => there(service, dropped, signal)));
      const refused = answers.find(answer => answer.status === 'rejected');
      if (refused && answers.every(answer => answer.status === 'rejected')) throw refused.reason;
      return SERVICES.map((service, i) => {
        const answer = answers[i];
        return answer?.status === 'fulfilled' ? answer.value : { service, summary: null, rows: [] };
      });
    },
    refetchInterval: 5_000,
    placeholderData: keepPreviousData,
  });

export const parkedOneQuery = (service: ServiceName, id: number) =>
  queryOptions({
    queryKey: ['parked', 'one', service, id],
    queryFn: ({ signal }) => request<ParkedWhole>(path(service, `/${id}`), { signal }),
    retry: false,
  });

export interface Tried {
  retried: number;
  /** The reasons of what failed again. */
  failed: string[];
}

/** Asks until nothing is left to be tried: a call takes some hundreds. */
async function toTheEnd(ask: (cursor: string | null) => Promise<Retried>): Promise<Tried> {
  const failed = new Map<number, string>();
  let retried = 0;
  let cursor: string | null = null;
  do {
    const answer: Retried = await ask(cursor);
    retried += answer.retried;
    for (const { id, reason } of answer.failed) failed.set(id, reason);
    cursor = answer.next;
  } while (cursor !== null);
  return { retried, failed: [...failed.values()] };
}

export const retryOne = (service: ServiceName, id: number): Promise<Tried> =>
  toTheEnd(() => request<Retried>(path(service, `/${id}/retry`), { method: 'POST', body: {} }));

export async function retryAll(services: readonly ServiceName[], subject?: string): Promise<Tried> {
  const all: Tried = { retried: 0, failed: [] };
  for (const service of services) {
    const { retried, failed } = await toTheEnd(cursor =>
      request<Retried>(path(service, ':retry'), {
        method: 'POST',
        body: { ...(subject !== undefined && { subject }), ...(cursor !== null && { cursor }) },
      }),
    );
    all.retried += retried;
    all.failed.push(...failed);
  }
  return all;
}

export const drop = (service: ServiceName, id: number, reason: string): Promise<{ waiting: number }> =>
  request<{ waiting: number }>(path(service, `/${id}/drop`), { method: 'POST', body: { reason } });
