import type { Tx } from '@rapport/messaging';
import { dayOf } from './domain/months.ts';
import { fitRisk } from './fit-risk.ts';
import { riskModelAt } from './projections/risk-model.query.ts';
import { riskOfEach } from './projections/risk.query.ts';
import type { Score } from './score.ts';
import { tellRisks } from './tell-risks.ts';

const isNewDay = (now: Date, last: { readonly period: string } | undefined): boolean =>
  last === undefined || last.period < dayOf(now);

/** The risk of losing each customer, worked out anew every night: time alone raises it. */
export const retentionRisk: Score = {
  name: 'retentionRisk',
  async due(now, last, tx) {
    if (!isNewDay(now, last) || !(await hasAnybodyBought(tx))) return undefined;
    return { period: dayOf(now), asOf: now };
  },
  asked: now => ({ period: dayOf(now), asOf: now }),
  async work({ asOf }, tx) {
    return riskOfEach(tx, asOf, await fitRisk(tx, asOf, await riskModelAt(tx, asOf)));
  },
  tell: (_run, teller, limit) => tellRisks(teller, limit),
};

async function hasAnybodyBought(tx: Tx): Promise<boolean> {
  const { rows } = await tx.query<{ found: boolean }>(`select exists (select from facts.purchases) as found`);
  return rows[0]?.found === true;
}
