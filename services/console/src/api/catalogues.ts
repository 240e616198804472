import { queryOptions } from '@tanstack/react-query';
import { request } from './client.ts';

export interface CatalogueVersion {
  catalogue: string;
  version: number;
  validFrom: string;
  publishedBy?: string;
  content: unknown;
}

export const catalogueQuery = (name: string) =>
  queryOptions({
    queryKey: ['catalogue', name, 'inForce'],
    staleTime: 300_000,
    queryFn: ({ signal }) => request<CatalogueVersion>(`/api/profile/v1/catalogues/${name}`, { signal }),
  });
