import type { LifecycleStage } from './customer.ts';

export interface StageMove {
  readonly to: LifecycleStage;
  readonly reason: string;
}

/**
 * Where a purchase on `day` (UTC) moves a customer whom a purchase on `purchasedOn` has moved last; undefined where it stays.
 * The order in which purchases become known makes no difference to new and returning. Whoever fell silent or was won back is
 * moved by later purchases only: those of before are known, and are asked for again after a restore.
 */
export function afterPurchase(stage: LifecycleStage, purchasedOn: string | null, day: string): StageMove | undefined {
  const later = purchasedOn === null || day > purchasedOn;
  switch (stage) {
    case 'prospect':
      return { to: 'new', reason: 'firstPurchase' };
    case 'new':
      return day === purchasedOn ? undefined : { to: 'returning', reason: 'secondPurchase' };
    case 'atRisk':
      return later ? { to: 'returning', reason: 'purchase' } : undefined;
    case 'lapsed':
      return later ? { to: 'wonBack', reason: 'purchase' } : undefined;
    case 'wonBack':
      return later ? { to: 'returning', reason: 'nextPurchase' } : undefined;
    case 'returning':
    case 'erased':
      return undefined;
  }
}

/** Where it moves a customer that all its purchases have been given back: a new one has bought nothing, then. */
export const afterRefund = (stage: LifecycleStage): StageMove | undefined =>
  stage === 'new' ? { to: 'prospect', reason: 'onlyPurchaseRefunded' } : undefined;
