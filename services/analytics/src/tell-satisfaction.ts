import { randomUUID } from 'node:crypto';
import { transaction, type Messaging } from '@rapport/messaging';
import { toldSatisfaction } from './domain/satisfaction.decide.ts';
import { markContested, settleDue, takeDue, workOut } from './projections/satisfaction-due.ts';

const AT_ONCE = 500;

/**
 * One round: works out the satisfaction of up to 500 customers marked at least `restMs` ago, and tells whose moved. A mark goes
 * only after it was told, and what was told is not told twice, so a round may break off anywhere and be done again.
 * Answers whether more may be waiting.
 */
export async function tellSatisfaction(
  { pool, handleMany }: Pick<Messaging, 'pool' | 'handleMany'>,
  restMs: number,
): Promise<boolean> {
  const round = randomUUID();
  const due = await takeDue(pool, round, restMs, AT_ONCE);
  if (due.length === 0) return false;
  const worked = await workOut(pool, due);
  const outcomes = await handleMany(
    toldSatisfaction,
    worked.map(({ customerId, weight, balance, asOf }) => ({
      id: customerId,
      command: { type: 'TellSatisfaction', customerId, value: 50 * (1 + balance / (1 + weight)) },
      context: { subject: customerId, actor: 'clock', occurredAt: asOf.toISOString() },
    })),
  );
  for (const outcome of outcomes) if (!outcome.ok) throw outcome.error;
  await markContested(pool, round, due);
  await transaction(pool, tx => settleDue(tx, round, due, worked));
  return due.length === AT_ONCE;
}
