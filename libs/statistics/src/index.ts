export { meanInterval, wilsonInterval, type Estimate } from './intervals.ts';
export { tQuantile } from './student-t.ts';
export { netPromoterInterval, netPromoterScore } from './net-promoter-score.ts';
export { cronbachAlpha } from './cronbach-alpha.ts';
export { correlation } from './correlation.ts';
export { gapsByDimension, weightedGap, type DimensionGap, type Gap } from './servqual.ts';
export { retentionRate } from './retention-rate.ts';
export { fading, satisfactionOf, weightOf, type Experience, type Fading } from './satisfaction.ts';
export { owedAt, type Owing } from './owed.ts';
