/** Something that a customer lived through with us. Instants are milliseconds since 1970. */
export interface Experience {
  readonly at: number;
  /** −1 (as bad as can be) to 1. */
  readonly score: number;
  /** When its cause was put right to the customer's satisfaction, or null. */
  readonly repairedAt: number | null;
}

/** How experiences lose their weight, and how much heavier bad ones are until they are repaired. */
export interface Fading {
  readonly halfLifeDays: number;
  readonly badWeight: number;
}

const DAY_MS = 86_400_000;

/** What is left of a weight of 1 after `ms`: 2^(−age / half-life). */
export const fading = (ms: number, halfLifeDays: number): number => 2 ** (-ms / (halfLifeDays * DAY_MS));

/** The weight of an experience at `asOf`: faded, and × `badWeight` for a bad one that was not repaired by then. */
export function weightOf({ at, score, repairedAt }: Experience, asOf: number, by: Fading): number {
  const repaired = repairedAt !== null && repairedAt <= asOf;
  return fading(asOf - at, by.halfLifeDays) * (score < 0 && !repaired ? by.badWeight : 1);
}

/**
 * Satisfaction at `asOf`, 0…100: 50 × (1 + Σws / (1 + Σw)) over the experiences until then; null without any.
 * The 1 beside Σw pulls whoever we know little of towards 50.
 */
export function satisfactionOf(experiences: readonly Experience[], asOf: number, by: Fading): number | null {
  const lived = experiences.filter(({ at }) => at <= asOf);
  if (lived.length === 0) return null;
  const weighed = lived.map(experience => ({ weight: weightOf(experience, asOf, by), score: experience.score }));
  const weights = weighed.reduce((sum, { weight }) => sum + weight, 0);
  const scores = weighed.reduce((sum, { weight, score }) => sum + weight * score, 0);
  return 50 * (1 + scores / (1 + weights));
}
