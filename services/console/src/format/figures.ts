import type { Money } from '../api/types.ts';

export function count(value: number, locale: string): string {
  return new Intl.NumberFormat(locale).format(value);
}

export function decimal(value: number, locale: string, digits = 1): string {
  return new Intl.NumberFormat(locale, { minimumFractionDigits: digits, maximumFractionDigits: digits }).format(value);
}

/** @param share 0…1 */
export function percent(share: number, locale: string, digits = 0): string {
  return new Intl.NumberFormat(locale, {
    style: 'percent',
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  }).format(share);
}

/** A difference with its sign; a real minus, and no sign where nothing moved. */
export function signed(value: number, locale: string, digits = 1): string {
  const text = decimal(Math.abs(value), locale, digits);
  if (Number(Math.abs(value).toFixed(digits)) === 0) return text;
  return value > 0 ? `+${text}` : `−${text}`;
}

/** Minor units become the currency's own number of decimals: 2933 USD → 29.33, 2933 JPY → 2,933. */
export function money(value: Money, locale: string): string {
  const format = new Intl.NumberFormat(locale, {
    style: 'currency',
    currency: value.currency,
    currencyDisplay: 'narrowSymbol',
  });
  const digits = format.resolvedOptions().maximumFractionDigits ?? 2;
  return format.format(value.minor / 10 ** digits);
}

export type Direction = 'up' | 'down' | 'flat';

export function directionOf(change: number, smallest = 0.5): Direction {
  if (change >= smallest) return 'up';
  return change <= -smallest ? 'down' : 'flat';
}

export type Tone = 'good' | 'warn' | 'bad' | 'plain';

/** Bands of a satisfaction 0–100 around the neutral 50. */
export function satisfactionTone(value: number): Tone {
  if (value >= 60) return 'good';
  if (value >= 45) return 'plain';
  return value >= 30 ? 'warn' : 'bad';
}
