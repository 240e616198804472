import { setTimeout as sleep } from 'node:timers/promises';
import { KILL_BOUND, NOTICED_MS } from './faults-kill.ts';
import { closeGateways, openGateways } from './gateways.ts';
import type { Fault } from './trial.ts';

const KILLS = 4;

/** Half of what is under way breaks off with each that dies. */
const gatewayKilled: Fault = {
  name: 'gateway-killed',
  what: `two gateways between the callers and the services: kill -9 of one or the other, ${KILLS} times, then each ended and started in turn`,
  aims: ['command'],
  bound: KILL_BOUND,
  async strike(trial) {
    const { services, random } = trial;
    await openGateways(trial);
    for (let n = 0; n < KILLS; n++) {
      await sleep(random.integer(300, 1500));
      services.signal(random.pick(services.of('gateway')), 'SIGKILL');
      await sleep(NOTICED_MS);
      await Promise.all((await services.revive()).map(revived => services.ready(revived)));
    }
    for (const gateway of services.of('gateway')) await services.ready(await services.restart(gateway));
    return performance.now();
  },
  afterwards: closeGateways,
};

export const gatewayFaults: readonly Fault[] = [gatewayKilled];
