import type { Money } from '../api/types.ts';

/**
 * What somebody wrote, in minor units of a currency: 12.5 EUR → 1250, 300 JPY → 300; nothing where it is no amount, or has more
 * decimals than the currency: those of 1,250 EUR are meant as thousands.
 */
export function amountIn(text: string, currency: string): Money | undefined {
  const written = text.trim().replace(',', '.');
  if (!/^\d+(?:\.\d+)?$/.test(written) || !/^[A-Z]{3}$/.test(currency)) return undefined;
  const { maximumFractionDigits: digits = 2 } = new Intl.NumberFormat('en', {
    style: 'currency',
    currency,
  }).resolvedOptions();
  if ((written.split('.')[1]?.length ?? 0) > digits) return undefined;
  return { minor: Math.round(Number(written) * 10 ** digits), currency };
}

/** The same the other way round, for a field: 1250 EUR → 12.5. */
export function written({ minor, currency }: Money): string {
  const { maximumFractionDigits: digits = 2 } = new Intl.NumberFormat('en', {
    style: 'currency',
    currency,
  }).resolvedOptions();
  return String(minor / 10 ** digits);
}
