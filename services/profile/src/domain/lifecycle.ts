import type { LifecycleStage } from './customer.ts';

export interface StageMove {
  readonly to: LifecycleStage;
  readonly reason: string;
}

/**
 * Where a purchase on `day` (UTC) moves a customer who came to the present stage by a purchase on `purchasedOn`;
 * undefined where it stays. The order in which purchases become known makes no difference to new and returning.
 */
export function afterPurchase(stage: LifecycleStage, purchasedOn: string | null, day: string): StageMove | undefined {
  switch (stage) {
    case 'prospect':
      return { to: 'new', reason: 'firstPurchase' };
    case 'new':
      return day === purchasedOn ? undefined : { to: 'returning', reason: 'secondPurchase' };
    case 'atRisk':
      return { to: 'returning', reason: 'purchase' };
    case 'lapsed':
      return { to: 'wonBack', reason: 'purchase' };
    case 'wonBack':
      return { to: 'returning', reason: 'nextPurchase' };
    case 'returning':
    case 'erased':
      return undefined;
  }
}
