export { meanInterval, wilsonInterval, type Estimate } from './intervals.ts';
export { tQuantile } from './student-t.ts';
export { netPromoterScore } from './net-promoter-score.ts';
export { retentionRate } from './retention-rate.ts';
export { fading, satisfactionOf, weightOf, type Experience, type Fading } from './satisfaction.ts';
export { owedAt, type Owing } from './owed.ts';
