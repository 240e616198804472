import { RISK_FEATURES } from '@rapport/contracts';
import type { Tx } from '@rapport/messaging';
import { fitted, isBetter, isEnough, judged, sampleTimes } from './domain/risk-fit.ts';
import { publishRiskModel, type RiskContent, type RiskModel } from './projections/risk-model.query.ts';
import { keepRiskFit, riskSamples, sampleRisks } from './projections/risk-samples.query.ts';

/**
 * Once a month, when the days after another end of a month are over: tries a model fitted on own history against the one in force, on
 * cases of the newest end that neither was fitted on, and publishes it where it is better. Answers with the model that holds then.
 */
export async function fitRisk(tx: Tx, now: Date, current: RiskModel): Promise<RiskModel> {
  if (!(await sampleRisks(tx, sampleTimes(now, current.content.windowDays), current))) return current;
  const { at, heldOut, others } = await riskSamples(tx);
  if (at === null) return current;
  const { enough } = current.content;
  const keep = async (outcome: string, version: number | null, figures: object): Promise<void> =>
    keepRiskFit(tx, { heldOut: at, comparedWith: current.version, outcome, version, figures });
  const counts = { cases: others.length, lost: others.filter(({ lost }) => lost).length };
  const has = isEnough(others, enough.left, enough.stayed);
  if (!has || !isEnough(heldOut, enough.heldOutLeft, enough.heldOutStayed)) {
    await keep('tooFewCases', null, { ...counts, heldOut: heldOut.length });
    return current;
  }
  const candidate = fitted(current.content, RISK_FEATURES, others, enough.ridge);
  if (candidate === null) {
    await keep('didNotConverge', null, counts);
    return current;
  }
  const content: RiskContent = { ...current.content, ...candidate };
  const { deciles: _before, ...before } = judged(current.content, heldOut);
  const { deciles: _after, ...after } = judged(content, heldOut);
  const isNew = isBetter(content, current.content, heldOut);
  const published = isNew ? await publish(tx, now, content, counts) : undefined;
  await keep(isNew ? 'replaced' : 'notBetter', published?.version ?? null, { ...counts, before, after });
  return published ?? current;
}

const publish = (tx: Tx, validFrom: Date, content: RiskContent, { cases, lost }: { cases: number; lost: number }) =>
  publishRiskModel(tx, {
    validFrom,
    origin: 'fitted',
    publishedBy: 'clock',
    note: `Fitted on own history: ${cases} cases, of which ${lost} were lost.`,
    content,
  });
