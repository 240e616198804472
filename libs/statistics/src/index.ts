export { meanInterval, wilsonInterval, type Estimate } from './intervals.ts';
export { tQuantile } from './student-t.ts';
export { netPromoterInterval, netPromoterScore } from './net-promoter-score.ts';
export { cronbachAlpha } from './cronbach-alpha.ts';
export { correlation } from './correlation.ts';
export { gapsByDimension, weightedGap, type DimensionGap, type Gap } from './servqual.ts';
export { rateTrend, type RatePeriod } from './rate-trend.ts';
export { retentionRate } from './retention-rate.ts';
export { fading, satisfactionOf, weightOf, type Experience, type Fading } from './satisfaction.ts';
export { owedAt, type Owing } from './owed.ts';
export { latestOfDays, medianGap } from './rhythm.ts';
export { expectedPurchases, probabilityAlive, type BgNbd, type Buying } from './bg-nbd.ts';
export { expectedSpend, type GammaGamma, type Spending } from './gamma-gamma.ts';
export { fitBgNbd, fitGammaGamma, type Fit } from './fits.ts';
export { lifetimeValue, WEEKS_OF_MONTH } from './customer-value.ts';
export { valueSpread, type Spread } from './value-spread.ts';
export { shareOfWallet, walletAllocation } from './share-of-wallet.ts';
export {
  centred,
  contributions,
  logistic,
  probability,
  reasonsOf,
  type Contribution,
  type LogisticModel,
  type Weighing,
} from './logistic.ts';
export { fitLogistic, type Case } from './fit-logistic.ts';
export { brierScore, calibration, discrimination, meanOf, type Decile, type Foretold } from './foretold.ts';
export { gini, lorenzCurve, type Holding, type LorenzPoint } from './lorenz.ts';
