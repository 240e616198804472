import { setTimeout as sleep } from 'node:timers/promises';
import { KILL_BOUND, NOTICED_MS } from './faults-kill.ts';
import type { Instance } from './services.ts';
import type { Fault } from './trial.ts';

/** Commands that the gateway has passed on since it was started, by its own count. */
async function passedOn({ url }: Instance): Promise<number> {
  const text = await (await fetch(`${url}/metrics`)).text();
  const counts = text.matchAll(/^http_server_request_duration_seconds_count\{[^}]*"POST"[^}]*\} (\d+)$/gm);
  return [...counts].reduce((sum, [, n]) => sum + Number(n), 0);
}

const KILLS = 4;

/** While gateways run, the load goes through them: half of what is under way breaks off with each that dies. */
const gatewayKilled: Fault = {
  name: 'gateway-killed',
  what: `two gateways between the callers and the services: kill -9 of one or the other, ${KILLS} times, then each ended and started in turn`,
  aims: ['command'],
  bound: KILL_BOUND,
  async strike({ services, random }) {
    const gateways = await Promise.all([1, 2].map(n => services.start('gateway', n)));
    await Promise.all(gateways.map(gateway => services.ready(gateway)));
    for (let n = 0; n < KILLS; n++) {
      await sleep(random.integer(300, 1500));
      services.signal(random.pick(services.of('gateway')), 'SIGKILL');
      await sleep(NOTICED_MS);
      await Promise.all((await services.revive()).map(revived => services.ready(revived)));
    }
    for (const gateway of services.of('gateway')) await services.ready(await services.restart(gateway));
    return performance.now();
  },
  async afterwards({ services, note }) {
    const passed = await Promise.all(services.of('gateway').map(passedOn));
    note(`commands passed on since the last start: ${passed.join(' and ')}`);
    if (passed.some(n => n === 0)) throw new Error('a gateway stood idle');
    await Promise.all(services.of('gateway').map(gateway => services.stop(gateway)));
  },
};

export const gatewayFaults: readonly Fault[] = [gatewayKilled];
