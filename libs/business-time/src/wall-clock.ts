import { IANAZone } from 'luxon';

export const MINUTE = 60_000;
export const DAY = 86_400_000;

/**
 * The first instant at which the wall clock shows `local` or later: where the clock is put back an hour that comes
 * twice counts from the first time, where it is put forward an hour that is left out begins with the jump.
 */
export function instantOf(zone: string, local: number): number {
  const before = offset(zone, local - DAY);
  const after = offset(zone, local + DAY);
  const early = local - Math.max(before, after);
  const late = local - Math.min(before, after);
  if (early === late || early + offset(zone, early) === local) return early;
  if (late + offset(zone, late) === local) return late;
  return jumpBetween(zone, early, late);
}

function jumpBetween(zone: string, early: number, late: number): number {
  const then = offset(zone, late);
  let [low, high] = [early, late];
  while (high - low > MINUTE) {
    const middle = low + Math.floor((high - low) / 2 / MINUTE) * MINUTE;
    if (offset(zone, middle) === then) high = middle;
    else low = middle;
  }
  return high;
}

/** What the wall clock of a zone is ahead of UTC then, in milliseconds. */
export const offset = (zone: string, at: number): number => IANAZone.create(zone).offset(at) * MINUTE;
