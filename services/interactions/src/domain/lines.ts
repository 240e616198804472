import { DomainError } from '@rapport/decider';

export interface Money {
  readonly minor: number;
  readonly currency: string;
}

/** Lines may be left out; where there are any, they are the whole amount. Nothing is rounded: all is in minor units. */
export function checkMoney(amount: Money, lines: readonly { readonly amount: Money }[]): void {
  for (const line of lines) sameCurrency(amount, line.amount, 'a line');
  // Two hundred lines may add up to more than a number holds exactly.
  const sum = lines.reduce((total, line) => total + BigInt(line.amount.minor), 0n);
  if (lines.length > 0 && sum !== BigInt(amount.minor)) {
    throw new DomainError('amount-mismatch', `The lines add up to ${sum}, the amount is ${amount.minor}.`);
  }
}

export function sameCurrency(amount: Money, other: Money, what: string): void {
  if (other.currency === amount.currency) return;
  throw new DomainError('currency-mixed', `The amount is in ${amount.currency}, ${what} in ${other.currency}.`);
}
