import { toldRisk } from './domain/risk.decide.ts';
import { keepToldRisks, untoldRisks } from './projections/risk.query.ts';
import type { Teller } from './score.ts';

/** Tells of up to `limit` customers whose risk moved, and keeps what was told. Answers of how many. */
export async function tellRisks({ pool, handleMany }: Teller, limit: number): Promise<number> {
  const rows = await untoldRisks(pool, limit);
  const outcomes = await handleMany(
    toldRisk,
    rows.map(({ asOf, ...risk }) => ({
      id: risk.customerId,
      command: { type: 'TellRisk' as const, ...risk },
      context: { subject: risk.customerId, actor: 'clock', occurredAt: asOf.toISOString() },
    })),
  );
  for (const outcome of outcomes) if (!outcome.ok) throw outcome.error;
  await keepToldRisks(pool, rows);
  return rows.length;
}
