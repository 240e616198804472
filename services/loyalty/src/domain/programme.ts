/** The programme's parameters while a version is in force: from its instant to that of the next version. */
export interface Programme {
  readonly version: number;
  readonly from: string;
  /** What one point costs, in minor units of the purchase's currency. */
  readonly minorUnitsPerPoint: number;
  /** How many days the return window stays open after the day of the purchase. */
  readonly pendingDays: number;
  /** Over how many calendar months, the current one included, earned points qualify for a tier. */
  readonly qualifyingMonths: number;
  /** From the lowest to the highest. */
  readonly tiers: readonly { readonly code: string; readonly qualifyingPoints: number }[];
}

const DAY_MS = 86_400_000;

/** The version in force at an instant; the first one for what lies before all of them. */
export function programmeAt(versions: readonly Programme[], instant: string): Programme {
  const at = Date.parse(instant);
  const programme = versions.findLast(({ from }) => Date.parse(from) <= at) ?? versions[0];
  if (programme === undefined) throw new Error('the programme has no version');
  return programme;
}

/** Whole points for an amount in minor units: nothing for a part of a point, nothing for a refund. */
export const pointsFor = (programme: Programme, minor: number): number =>
  Math.max(0, Math.floor(minor / programme.minorUnitsPerPoint));

/**
 * When points become available: as the last day of the return window ends, in UTC. All purchases of a day share it,
 * which keeps the number of pending lots below `pendingDays` + 2.
 */
export function availableAt(programme: Programme, purchasedAt: string): string {
  const day = Math.floor(Date.parse(purchasedAt) / DAY_MS);
  return new Date((day + programme.pendingDays + 1) * DAY_MS).toISOString();
}

/** The tier that everybody begins in. */
export const firstTier = (programme: Programme): string => programme.tiers[0]?.code ?? 'member';
