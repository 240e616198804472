import type { Tx } from '@rapport/messaging';
import { gini, lorenzCurve, type Holding } from '@rapport/statistics';
import {
  holdings,
  rankedMonth,
  sumsOfClasses,
  withoutRate,
  type ClassSums,
} from '../projections/value-shares.query.ts';
import type { ValueRule } from './value-class-bodies.ts';

/** The classes of a month: what each brings, beside the reference of the rule, and how unequal customers are. */
export async function classShares(tx: Tx, asked: string | undefined, rule: ValueRule & { readonly version: number }) {
  const found = await rankedMonth(tx, asked);
  const { month, currency } = found ?? { month: null, currency: null };
  return {
    month,
    currency,
    rule: rule.version,
    withoutRate: month === null ? 0 : await withoutRate(tx, month, currency),
    classes: sharesOf(rule, month === null ? [] : await sumsOfClasses(tx, month)),
    revenue: unequal(month === null ? [] : await holdings(tx, month, 'revenue_minor')),
    profit: unequal(month === null ? [] : await holdings(tx, month, 'contribution_minor')),
  };
}

export function sharesOf({ classes }: Pick<ValueRule, 'classes'>, sums: readonly ClassSums[]) {
  const total = (of: 'customers' | 'revenue' | 'contribution'): number => sums.reduce((sum, row) => sum + row[of], 0);
  const share = (part: number, all: number): number | null => (all > 0 ? part / all : null);
  return classes.map(({ code, revenueShare, profitShare, lookedAfterBy, services }) => {
    const { customers, revenue, contribution } = sums.find(({ valueClass }) => valueClass === code) ?? NONE;
    return {
      valueClass: code,
      customers,
      customersShare: share(customers, total('customers')),
      revenueMinor: revenue,
      revenueShare: share(revenue, total('revenue')),
      contributionMinor: contribution,
      profitShare: share(contribution, total('contribution')),
      reference: { revenueShare, profitShare },
      lookedAfterBy,
      services,
    };
  });
}

const NONE = { customers: 0, revenue: 0, contribution: 0 };

function unequal(groups: readonly Holding[]) {
  const curve = lorenzCurve(groups);
  return { gini: gini(curve) ?? null, curve: curve.map(({ holders, held }) => ({ customers: holders, share: held })) };
}
