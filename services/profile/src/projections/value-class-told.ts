import type { EventOfType } from '@rapport/contracts';

type Amount = { readonly minor: number; readonly currency: string };

/** A value class as it was told: by what customers brought in the months that ended with `month`. */
export type ToldClass = {
  readonly code: string;
  readonly since: string;
  readonly month: string;
  readonly months: number;
  readonly place: number | null;
  readonly revenue: Amount | null;
  readonly contribution: Amount | null;
};

/** `since` is when it was told: the end of what was looked at. */
export function toldClass({ data }: EventOfType<'ValueClassMoved'>, since: string): ToldClass {
  const { to: code, month, months, place = null, revenue = null, contribution = null } = data;
  return { code, since, month, months, place, revenue, contribution };
}
