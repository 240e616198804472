import type { Tx } from '@rapport/messaging';
import { dayOf } from './domain/months.ts';
import { lateAt } from './projections/late-facts.projection.ts';
import type { Period, Run } from './score.ts';

/** Today, as it is now. */
export const today = (now: Date): Period => ({ period: dayOf(now), asOf: now });

/** Once a day (UTC), and again when history was filed and all of it is there. */
export async function dueToday(now: Date, last: Run | undefined, tx: Tx): Promise<Period | undefined> {
  const late = await lateAt(tx);
  if (late?.isResting === false) return undefined;
  const isOld = last === undefined || last.period < dayOf(now) || (late !== undefined && late.at > last.begunAt);
  return isOld ? today(now) : undefined;
}
