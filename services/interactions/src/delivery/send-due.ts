import type { MessageChannel } from '@rapport/contracts';
import { UnavailableError } from '@rapport/messaging';
import { deliver, type Delivery } from './deliver.ts';
import { claimDue, giveBack } from './message-queue.ts';

const AT_ONCE = 5;
/** Longer than all time limits of one message together. */
const CLAIM_MS = 5 * 60_000;

/** Sends some of what is due by a channel. Answers whether there was anything; rejects where one could not be tried. */
export async function sendDue(
  delivery: Delivery,
  channel: MessageChannel,
  stopping: AbortSignal,
  claimMs = CLAIM_MS,
): Promise<boolean> {
  if (stopping.aborted) return false;
  const { pool } = delivery.messaging;
  const claimed = await claimDue(pool, channel, AT_ONCE, claimMs);
  if (claimed.length === 0) return false;
  const stopped = Promise.withResolvers<'stopped'>();
  const stop = (): void => stopped.resolve('stopped');
  stopping.addEventListener('abort', stop);
  const tried = Promise.allSettled(
    claimed.map(async id => {
      await deliver(delivery, id).catch(async (error: unknown) => {
        // Profile is asked before anything is sent, so this one may be tried again soon; whatever else failed waits for its claim.
        if (error instanceof UnavailableError) await giveBack(pool, id);
        throw error;
      });
      await giveBack(pool, id);
    }),
  );
  const outcomes = await Promise.race([tried, stopped.promise]);
  // The signal outlives every round.
  stopping.removeEventListener('abort', stop);
  if (outcomes === 'stopped') return false;
  const failed = outcomes.find(outcome => outcome.status === 'rejected');
  if (failed) throw new Error('one of the messages could not be tried', { cause: failed.reason });
  return true;
}
