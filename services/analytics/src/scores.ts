import type { Score } from './score.ts';
import { valueClasses } from './value-classes.score.ts';

/** All that is worked out for everybody at once. */
export const scores: readonly Score[] = [valueClasses];
