import type { Money } from '../api/types.ts';
import { money } from './figures.ts';
import { humanise } from './words.ts';

const isMoney = (value: unknown): value is Money =>
  typeof value === 'object' && value !== null && 'minor' in value && 'currency' in value;

/** Any fact of a document as a person reads it. */
export function factText(value: unknown, locale: string): string {
  if (isMoney(value)) return money(value, locale);
  if (typeof value === 'string') return /^[A-Z]{2}$/.test(value) ? value : humanise(value);
  if (Array.isArray(value)) return value.map(each => factText(each, locale)).join(', ');
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : '–';
}
