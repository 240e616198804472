import { setTimeout as sleep } from 'node:timers/promises';
import { closeGateways, openGateways } from './gateways.ts';
import { SERVICES, type Instance } from './services.ts';
import { AIMS, until, type Fault, type Trial } from './trial.ts';

/** A killed process is noticed and started again by whoever runs it: an orchestrator takes about this long. */
export const NOTICED_MS = 300;
export const KILL_BOUND = 15;
/** Several that start at once take longer, on few cores. */
const KILLS_BOUND = 30;

/** Ends it at a point that it comes to under load, starts it again, and counts from the death on. */
async function killedAt({ services, service, random }: Trial, point: string): Promise<number> {
  const [instance] = services.of(service);
  if (instance === undefined) throw new Error(`no ${service} runs`);
  services.dieAt(instance, point, random.integer(0, 5));
  await until(`${instance.name} dies at '${point}'`, () => !services.isAlive(instance), 30_000);
  const died = performance.now();
  await sleep(NOTICED_MS);
  await services.revive();
  return died;
}

const killAt = (name: string, what: string, point: string, aims: Fault['aims'] = AIMS): Fault => ({
  name,
  what,
  aims,
  bound: KILL_BOUND,
  strike: trial => killedAt(trial, point),
});

/** The points at which most could be lost, each in the service that comes to it. */
const POINTS = [
  ['interactions', 'sent'],
  ['analytics', 'applying'],
  ['loyalty', 'applied'],
  ['complaints', 'writing'],
] as const;

const killEach: Fault = {
  name: 'kill-each',
  what: 'kill -9 of all services, each at a point of its own: after Kafka took a batch, in one, after one, before a command is written',
  aims: ['all'],
  bound: KILLS_BOUND,
  async strike({ services, random }) {
    const left = new Set<Instance>();
    for (const [service, point] of POINTS) {
      const [instance] = services.of(service);
      if (instance === undefined) throw new Error(`no ${service} runs`);
      left.add(instance);
      services.dieAt(instance, point, random.integer(0, 5));
    }
    let died = performance.now();
    await until(
      'each of them has died',
      async () => {
        const dead = [...left].filter(instance => !services.isAlive(instance));
        if (dead.length > 0) died = performance.now();
        for (const instance of dead) left.delete(instance);
        // Who comes to its point only when others work has to find them working again.
        if (dead.length > 0) await sleep(NOTICED_MS);
        await services.revive();
        return left.size === 0;
      },
      60_000,
    );
    return died;
  },
};

/** Four of its processes in turn, each at a moment that the seed says. */
const killAnywhere: Fault = {
  name: 'kill-anywhere',
  what: 'kill -9 at four moments, without any regard to what it does',
  aims: AIMS,
  bound: KILL_BOUND,
  async strike({ services, service, random }) {
    for (let n = 0; n < 4; n++) {
      await sleep(random.integer(200, 1500));
      for (const instance of services.of(service)) services.signal(instance, 'SIGKILL');
      await sleep(NOTICED_MS);
      const [revived] = await services.revive();
      if (revived && n < 3) await services.ready(revived);
    }
    return performance.now();
  },
};

const STORM = 25;
const STRUCK = [...SERVICES, 'gateway'] as const;

/** What is still starting is struck too; how many there are is what counts: `--faults kill-storm --runs 21` makes 500. */
const killStorm: Fault = {
  name: 'kill-storm',
  what: `kill -9 of one service or another or one of two gateways before them, ${STORM} times one after the other, whatever it does`,
  aims: ['all'],
  bound: KILLS_BOUND,
  async strike(trial) {
    const { services, random } = trial;
    await openGateways(trial);
    let died = performance.now();
    for (let n = 0; n < STORM; n++) {
      await sleep(random.integer(300, 2500));
      services.signal(random.pick(services.of(random.pick(STRUCK))), 'SIGKILL');
      died = performance.now();
      await sleep(NOTICED_MS);
      await services.revive();
    }
    return died;
  },
  afterwards: closeGateways,
};

export const killFaults: readonly Fault[] = [
  killAt('kill-before-commit', 'kill -9 as a command or a batch is about to be written', 'writing', [
    'command',
    'policy',
  ]),
  killAt('kill-after-commit', 'kill -9 after the commit, before anything is published', 'written', [
    'command',
    'relay',
    'policy',
  ]),
  killAt('kill-before-send', 'kill -9 as a batch is about to be sent', 'sending', ['relay', 'command', 'policy']),
  killAt('kill-after-send', 'kill -9 after Kafka took a batch, before the outbox knows', 'sent', [
    'relay',
    'command',
    'policy',
  ]),
  killAt('kill-in-batch', 'kill -9 in the middle of a batch of events', 'applying'),
  killAt('kill-after-batch', 'kill -9 after the commit of a batch of events', 'applied'),
  killEach,
  killAnywhere,
  killStorm,
];
