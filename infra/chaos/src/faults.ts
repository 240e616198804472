import { processFaults } from './faults-process.ts';
import type { Fault } from './trial.ts';

export const FAULTS: readonly Fault[] = [...processFaults];
