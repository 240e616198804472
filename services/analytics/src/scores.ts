import { retentionRisk } from './retention-risk.score.ts';
import { customerValues } from './customer-values.score.ts';
import { nextBestActions } from './next-best-actions.score.ts';
import { serviceStrategies } from './service-strategies.score.ts';
import type { Score } from './score.ts';
import { valueClasses } from './value-classes.score.ts';

/** All that is worked out for everybody at once. */
export const scores: readonly Score[] = [
  valueClasses,
  retentionRisk,
  customerValues,
  serviceStrategies,
  nextBestActions,
];
