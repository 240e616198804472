/** How many decimals a currency has by ISO 4217: 2 for EUR, 0 for JPY, 3 for KWD. */
export function decimalsOf(currency: string): number {
  const { maximumFractionDigits } = new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions();
  return maximumFractionDigits ?? 2;
}

/**
 * A decimal amount as a whole number of minor units, digit by digit: no float is ever in between.
 * Throws RangeError, with a reason for people, where it is no amount or not a whole number of minor units.
 */
export function minorUnits(text: string, currency: string): number {
  const [, sign, whole, fraction = ''] = /^([+-]?)(\d+)(?:\.(\d*))?$/.exec(text) ?? [];
  if (whole === undefined) throw new RangeError(`'${text}' is not an amount such as 29.33`);
  const decimals = decimalsOf(currency);
  const significant = fraction.replace(/0+$/, '');
  if (significant.length > decimals)
    throw new RangeError(`'${text}' has more than the ${decimals} decimals of ${currency}`);
  const minor = Number(`${sign === '-' ? '-' : ''}${whole}${significant.padEnd(decimals, '0')}`);
  if (!Number.isSafeInteger(minor)) throw new RangeError(`'${text}' is too large an amount`);
  return minor === 0 ? 0 : minor;
}
