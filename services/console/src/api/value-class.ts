import { queryOptions } from '@tanstack/react-query';
import { request } from './client.ts';
import type { Money, Page } from './types.ts';

/** As analytics told it last. */
export interface ToldClass {
  code: string;
  since: string;
  month: string;
  place: number | null;
  revenue: Money | null;
  contribution: Money | null;
}

interface ValueRule {
  version: number;
  classes: { code: string; lookedAfterBy: string[]; services: string[] }[];
}

/** By which rule customers are ranked, with who looks after each class. */
export const valueRuleQuery = queryOptions({
  queryKey: ['value-rule'],
  staleTime: 300_000,
  queryFn: async ({ signal }) =>
    (await request<Page<ValueRule>>('/api/analytics/v1/value-rules?limit=1', { signal })).items[0] ?? null,
});
