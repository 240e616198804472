import type { EventsByService } from '@rapport/contracts';

type DataOf<Type> = Extract<EventsByService['analytics'], { readonly type: Type }>['data'];
type Estimated = DataOf<'CustomerValueEstimated'>;
type Strategy = DataOf<'ServiceStrategyProposed'>;
type Proposed = DataOf<'NextBestActionProposed'>;
type Decided = DataOf<'NextBestActionDecided'>;

/** What analytics told of a customer's value, how it is best served, and what is best done next. */
export type Worth = {
  /** Expected within the horizon, by currency, the greatest first; null where nothing was told. */
  readonly lifetimeValue: (Pick<Estimated, 'estimates' | 'horizonMonths' | 'discountRate'> & AsOf) | null;
  /** By the customer's own answer; null where it gave none. */
  readonly shareOfWallet: NonNullable<Estimated['shareOfWallet']> | null;
  readonly serviceStrategy:
    (Pick<Strategy, 'contacts' | 'minutes' | 'depth' | 'days'> & { readonly strategy: Strategy['to'] } & AsOf) | null;
  readonly nextBestAction:
    | (Pick<Proposed, 'needsDecision' | 'valueClass' | 'risk'> & {
        /** What holds: as decided, else as proposed; null while a manager has to decide. */
        readonly action: Proposed['to'] | null;
        readonly proposed: Proposed['to'];
        readonly decision: (Pick<Decided, 'reason' | 'decidedBy'> & { readonly decidedAt: string }) | null;
      } & AsOf)
    | null;
};
type AsOf = { readonly asOf: string };

export const noWorth: Worth = {
  lifetimeValue: null,
  shareOfWallet: null,
  serviceStrategy: null,
  nextBestAction: null,
};
