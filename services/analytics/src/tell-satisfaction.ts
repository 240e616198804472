import type { Messaging } from '@rapport/messaging';
import { toldSatisfaction } from './domain/satisfaction.decide.ts';
import { dueAfter, satisfactionNowOf, settleDue } from './projections/satisfaction-due.ts';

const AT_ONCE = 500;

/**
 * One round: looks at up to 500 customers marked at least `restMs` ago and tells whose satisfaction moved. A mark goes
 * only after it was told, and what was told is not told twice, so a round may break off anywhere and be done again.
 * Answers whether more may be waiting.
 */
export async function tellSatisfaction(
  { pool, handleMany }: Pick<Messaging, 'pool' | 'handleMany'>,
  restMs: number,
): Promise<boolean> {
  const due = await dueAfter(pool, restMs, AT_ONCE);
  if (due.length === 0) return false;
  const values = await satisfactionNowOf(
    pool,
    due.map(({ id }) => id),
  );
  const outcomes = await handleMany(
    toldSatisfaction,
    values.map(({ customerId, value, asOf }) => ({
      id: customerId,
      command: { type: 'TellSatisfaction', customerId, value },
      context: { subject: customerId, actor: 'clock', occurredAt: asOf.toISOString() },
    })),
  );
  for (const outcome of outcomes) if (!outcome.ok) throw outcome.error;
  await settleDue(pool, due);
  return due.length === AT_ONCE;
}
