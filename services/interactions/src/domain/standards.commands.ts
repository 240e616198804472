import type { PassTime } from '@rapport/decider';
import type { Wait } from './episode-waits.ts';
import type { Measured } from './service-clock.ts';
import type { Measure } from './standard.ts';
import type { Due } from './standard-due.ts';

/** How something ended that was measured: what it took in the unit of its limit, where that is known. */
export interface Ended {
  readonly at: string;
  /** It was done; nobody waits any more; or nobody ever did. */
  readonly how: 'done' | 'withdrawn' | 'mistaken';
  readonly took?: number;
}

/** Something that takes time, ended or still going on; or a count that is judged. */
export type Reading =
  | {
      readonly kind: 'time';
      readonly facts: Measured;
      /** With what was waited for the customer; where that goes on, without it. */
      readonly due: Due;
      readonly waits?: Wait[];
      readonly ended?: Ended;
      /** Where it is told of before it begins: when. */
      readonly toldAt?: string;
    }
  | {
      readonly kind: 'count';
      readonly facts: Measured;
      readonly at: string;
      readonly met: boolean;
      readonly took: number;
    };

/** What became known of a contact, an episode, a delivery, a promise or a call-back, read against the standards in force. */
export interface MeasureStandards {
  readonly type: 'MeasureStandards';
  readonly readings: readonly Reading[];
  /** What runs of these measures beside the readings has ended. */
  readonly ends?: { readonly measures: readonly Measure[]; readonly ended: Ended };
  /** What would be measured of it at its end, where it has none: an end that was told before is taken back. */
  readonly takenBack?: { readonly readings: readonly Reading[]; readonly at: string };
  /** Of imported history: when it was filed. */
  readonly filedAt?: string;
}

export type StandardsCommand = MeasureStandards | PassTime;
