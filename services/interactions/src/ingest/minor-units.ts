const digits = new Map<string, number | undefined>();

/** Decimal places of a currency by ISO 4217; undefined for what is no currency code. */
function placesOf(currency: string): number | undefined {
  if (!digits.has(currency)) digits.set(currency, lookedUp(currency));
  return digits.get(currency);
}

function lookedUp(currency: string): number | undefined {
  if (!KNOWN.has(currency)) return undefined;
  return new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits;
}

const KNOWN: ReadonlySet<string> = new Set(Intl.supportedValuesOf('currency'));

/**
 * An amount as decimal number or text → whole minor units, exactly: 27.5 USD is 2750. What a binary number is off by is
 * forgiven; undefined where there are more decimals than the currency has, or no number, or no such currency.
 */
export function minorUnits(amount: unknown, currency: string): number | undefined {
  const places = placesOf(currency);
  const number = typeof amount === 'string' && DECIMAL.test(amount) ? Number(amount) : amount;
  if (places === undefined || typeof number !== 'number' || !Number.isFinite(number)) return undefined;
  const scaled = number * 10 ** places;
  const whole = Math.round(scaled);
  if (Math.abs(whole) > 9e15 || Math.abs(scaled - whole) > 1e-4) return undefined;
  return whole + 0;
}

const DECIMAL = /^-?\d{1,15}(?:\.\d{1,10})?$/;
