import type { PassTime } from '@rapport/decider';
import type { Measured } from './service-clock.ts';
import type { Measure } from './standard.ts';
import type { Due } from './standard-due.ts';

/** How something ended that was measured: what it took in the unit of its limit, where that is known. */
export interface Ended {
  readonly at: string;
  readonly how: 'done' | 'withdrawn';
  readonly took?: number;
}

/** Something that takes time, ended or still going on; or a count that is judged. */
export type Reading =
  | { readonly kind: 'time'; readonly facts: Measured; readonly due: Due; readonly ended?: Ended }
  | {
      readonly kind: 'count';
      readonly facts: Measured;
      readonly at: string;
      readonly met: boolean;
      readonly took: number;
    };

/** What became known of a contact, an episode or a delivery, read against the standards in force. */
export interface MeasureStandards {
  readonly type: 'MeasureStandards';
  readonly readings: readonly Reading[];
  /** What runs of these measures beside the readings has ended. */
  readonly ends?: { readonly measures: readonly Measure[]; readonly ended: Ended };
  /** Of imported history: when it was filed. */
  readonly filedAt?: string;
}

export type StandardsCommand = MeasureStandards | PassTime;
