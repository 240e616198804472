import { clockFaults } from './faults-clock.ts';
import { eventFaults } from './faults-events.ts';
import { foundationFaults } from './faults-foundation.ts';
import { gatewayFaults } from './faults-gateway.ts';
import { killFaults } from './faults-kill.ts';
import { networkFaults } from './faults-network.ts';
import { personalFaults } from './faults-personal.ts';
import { processFaults } from './faults-process.ts';
import { restoreFaults } from './faults-restore.ts';
import type { Fault } from './trial.ts';

export const FAULTS: readonly Fault[] = [
  ...personalFaults,
  ...killFaults,
  ...gatewayFaults,
  ...processFaults,
  ...foundationFaults,
  ...networkFaults,
  ...eventFaults,
  ...clockFaults,
  ...restoreFaults,
];
