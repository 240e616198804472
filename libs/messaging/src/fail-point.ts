import { channel } from 'node:diagnostics_channel';

/**
 * The moments between two steps that must both happen: a command about to be written, its events written, a batch about
 * to be sent, sent and not yet deleted, a batch applied and not yet committed, committed; a read model begun anew, a batch of it
 * applied, the two compared, about to change places, changed, the marks set. Fault suites end the process there.
 */
export type FailPoint =
  | ('writing' | 'written' | 'sending' | 'sent' | 'applying' | 'applied')
  | ('begun' | 'building' | 'compared' | 'swapping' | 'swapped' | 'marked');

export type Reached = (point: FailPoint) => Promise<void> | void;

const moments = channel('rapport.messaging.reached');

/** Tells whoever listens to the diagnostics channel `rapport.messaging.reached` in this process; costs nothing else. */
export const tellReached: Reached = point => {
  if (moments.hasSubscribers) moments.publish(point);
};
