import { queryOptions } from '@tanstack/react-query';
import { request } from './client.ts';
import type { Texts } from './types.ts';

export interface CatalogueVersion {
  catalogue: string;
  version: number;
  validFrom: string;
  publishedBy?: string;
  content: unknown;
}

function isTexts(value: unknown): value is Texts {
  return typeof value === 'object' && value !== null && 'en' in value && typeof value.en === 'string';
}

/** The shown text of everything in a catalogue that has a code. */
export function textsIn(content: unknown): Record<string, Texts> {
  if (typeof content !== 'object' || content === null) return {};
  const inside = Object.assign({}, ...Object.values(content).map(textsIn));
  if (!('code' in content) || typeof content.code !== 'string') return inside;
  const text = Object.entries(content).find(([key, value]) => /^(text|name|title)$/.test(key) && isTexts(value))?.[1];
  return isTexts(text) ? { ...inside, [content.code]: text } : inside;
}

export const catalogueQuery = (name: string) =>
  queryOptions({
    queryKey: ['catalogue', name, 'inForce'],
    staleTime: 300_000,
    queryFn: ({ signal }) => request<CatalogueVersion>(`/api/profile/v1/catalogues/${name}`, { signal }),
  });
