import { DomainError } from '@rapport/decider';
import type { Messaging } from '@rapport/messaging';
import { owedAt, satisfactionOf, weightOf } from '@rapport/statistics';
import { experiencesOf, isKnownCustomer, scoringOf } from '../projections/satisfaction.query.ts';

const SHOWN = 200;
const TREND_MS = 90 * 86_400_000;

/** The satisfaction of one customer at `asOf`, over all its recorded ids, with the experiences that make it. */
export async function customerSatisfaction({ pool, identity }: Messaging, id: string, asOf: Date): Promise<unknown> {
  const { current: customerId, recorded } = await identity.of(id);
  const [{ fading, owing }, all] = await Promise.all([scoringOf(pool), experiencesOf(pool, recorded)]);
  if (all.length === 0 && !(await isKnownCustomer(pool, recorded))) {
    throw new DomainError('customer-unknown', 'Nothing is known of a customer of this id.');
  }
  const now = asOf.getTime();
  const lived = all.filter(({ at }) => at <= now);
  const value = satisfactionOf(lived, now, fading);
  const before = satisfactionOf(lived, now - TREND_MS, fading);
  return {
    customerId,
    asOf: asOf.toISOString(),
    value,
    n: lived.length,
    owed: owedAt(lived, now, owing),
    trend: value === null || before === null ? null : value - before,
    experiences: lived.slice(0, SHOWN).map(experience => ({
      eventId: experience.eventId,
      kind: experience.kind,
      label: experience.label,
      occurredAt: experience.occurredAt.toISOString(),
      score: experience.score,
      weight: weightOf(experience, now, fading),
      repaired: experience.repairedAt !== null && experience.repairedAt <= now,
    })),
  };
}
