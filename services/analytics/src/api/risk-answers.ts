import { RISK_BANDS } from '@rapport/contracts';
import { DomainError } from '@rapport/decider';
import type { Messaging, Tx } from '@rapport/messaging';
import { contributions, logistic, reasonsOf } from '@rapport/statistics';
import { judged } from '../domain/risk-fit.ts';
import { riskModelAt, type RiskModel } from '../projections/risk-model.query.ts';
import { featuresOf, risksNow } from '../projections/risk.query.ts';
import { lastRiskFit, riskSamples } from '../projections/risk-samples.query.ts';
import { isKnownCustomer } from '../projections/satisfaction.query.ts';

/** The risk of one customer at `asOf`, over all its recorded ids, with what each feature adds. Who bought nothing has none. */
export async function customerRisk({ pool, identity }: Messaging, id: string, asOf: Date): Promise<unknown> {
  const { current: customerId, recorded } = await identity.of(id);
  const model = await riskModelAt(pool, asOf);
  const values = await featuresOf(pool, asOf, model, customerId, recorded);
  if (values === undefined && !(await isKnownCustomer(pool, recorded))) {
    throw new DomainError('customer-unknown', 'Nothing is known of a customer of this id.');
  }
  const { content } = model;
  const all = values === undefined ? [] : contributions(content, values);
  const logOdds = all.reduce((sum, { contribution }) => sum + contribution, content.intercept);
  const risk = values === undefined ? null : Math.round(logistic(logOdds) * 1000) / 1000;
  return {
    customerId,
    asOf: asOf.toISOString(),
    risk,
    band: risk === null ? null : bandOf(risk, model),
    reasons: reasonsOf(all),
    intercept: content.intercept,
    logOdds: values === undefined ? null : logOdds,
    features: all.map(each => ({ ...each, ...content.features[each.feature] })),
    model: asAnswer(model),
  };
}

const bandOf = (risk: number, { content: { bands } }: RiskModel): string =>
  risk >= bands.high ? 'high' : risk >= bands.medium ? 'medium' : 'low';

export async function riskReport(tx: Tx, asOf: Date): Promise<unknown> {
  const model = await riskModelAt(tx, asOf);
  const [bands, { at, heldOut }, fit] = [await risksNow(tx), await riskSamples(tx), await lastRiskFit(tx)];
  const n = bands.reduce((total, band) => total + band.customers, 0);
  return {
    asOf: asOf.toISOString(),
    model: asAnswer(model),
    now: {
      n,
      mean: n === 0 ? null : bands.reduce((sum, { customers, mean }) => sum + customers * mean, 0) / n,
      bands: RISK_BANDS.map(code => ({
        band: code,
        customers: bands.find(({ band }) => band === code)?.customers ?? 0,
      })),
    },
    past: { asOf: at?.toISOString() ?? null, ...judged(model.content, heldOut) },
    lastFit: fit && { ...fit, at: fit.at.toISOString(), heldOut: fit.heldOut.toISOString() },
  };
}

export const asAnswer = (model: RiskModel) => ({
  ...model,
  validFrom: model.validFrom.toISOString(),
  publishedAt: model.publishedAt.toISOString(),
});
