import { clockFaults } from './faults-clock.ts';
import { eventFaults } from './faults-events.ts';
import { foundationFaults } from './faults-foundation.ts';
import { networkFaults } from './faults-network.ts';
import { processFaults } from './faults-process.ts';
import type { Fault } from './trial.ts';

export const FAULTS: readonly Fault[] = [
  ...processFaults,
  ...foundationFaults,
  ...networkFaults,
  ...eventFaults,
  ...clockFaults,
];
