import { wilsonInterval } from '@rapport/statistics';
import type { CountsOf } from '../projections/knowledge-uses.query.ts';

/** A share of n with its 95 % interval by Wilson; null where n is 0. */
type Share = { readonly value: number; readonly low: number; readonly high: number; readonly n: number } | null;

export interface Usefulness {
  readonly code: string;
  readonly version: number;
  readonly uses: number;
  readonly helpful: { readonly agent: Share; readonly customer: Share };
  /** Of the uses in episodes past their re-contact window: those that needed one inbound contact. */
  readonly resolvedInOneContact: Share;
}

/** What is measured of one version. */
export const measured = ({ code, version, uses, ...counts }: CountsOf): Usefulness => ({
  code,
  version,
  uses,
  helpful: {
    agent: share(counts.helpfulByAgent, counts.ratedByAgent),
    customer: share(counts.helpfulByCustomer, counts.ratedByCustomer),
  },
  resolvedInOneContact: share(counts.solvedAtOnce, counts.judged),
});

function share(of: number, n: number): Share {
  const interval = wilsonInterval(of, n);
  return interval === null ? null : { value: of / n, low: interval.low, high: interval.high, n };
}
