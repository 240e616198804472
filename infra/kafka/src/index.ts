/** The topics of the system: what they are, and how a cluster gets them. */
export { applyTopics, led, lookAt, type At } from './apply.ts';
export { declared, type Sizes } from './declaration.ts';
export { isPowerOfTwo, planOf, type Change, type Cluster, type Plan, type Wanted } from './plan.ts';
export { conclusionOf, wordsOf } from './words.ts';
export { addPartitions, cancelAdding, HalfWay, NotCaughtUp, type Added, type Adding } from './add-partitions.ts';
