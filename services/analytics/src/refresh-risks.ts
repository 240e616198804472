import { transaction } from '@rapport/messaging';
import { takeRiskDue } from './projections/risk-due.projection.ts';
import { riskModelAt } from './projections/risk-model.query.ts';
import { riskOfSome } from './projections/risk.query.ts';
import type { Teller } from './score.ts';
import { tellRisks } from './tell-risks.ts';

const AT_ONCE = 500;

/**
 * One round: works out the risk of up to 500 customers marked at least `restMs` ago, and tells whose moved. A mark goes with the
 * transaction that keeps the risk, and what was kept and not told is told later, so a round may break off anywhere. Answers whether
 * more may be waiting.
 */
export async function refreshRisks(teller: Teller, restMs: number): Promise<boolean> {
  const taken = await transaction(teller.pool, async tx => {
    const ids = await takeRiskDue(tx, restMs, AT_ONCE);
    if (ids.length === 0) return 0;
    const asOf = await now(tx);
    await riskOfSome(tx, asOf, await riskModelAt(tx, asOf), ids);
    return ids.length;
  });
  if (taken > 0) await tellRisks(teller, AT_ONCE);
  return taken === AT_ONCE;
}

/** That of the statement, not of when the transaction began: a night that ended meanwhile is not newer. */
async function now(tx: Parameters<typeof takeRiskDue>[0]): Promise<Date> {
  const { rows } = await tx.query<{ now: Date }>('select clock_timestamp() as now');
  return rows[0]?.now ?? new Date();
}
