import { setTimeout as sleep } from 'node:timers/promises';
import { SERVICES, type Instance } from './services.ts';
import { AIMS, until, type Fault, type Trial } from './trial.ts';

/** A killed process is noticed and started again by whoever runs it: an orchestrator takes about this long. */
const NOTICED_MS = 300;
/** Of what sleeps: its partitions go to another after a session of 6 seconds, the leases that it held after as many. */
const LEASE_MS = 6_000;
const KILL_BOUND = 15;

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

/** What is still starting is struck too; how many there are is what counts: `--faults kill-storm --runs 20` makes 500. */
const killStorm: Fault = {
  name: 'kill-storm',
  what: `kill -9 of one service or another, ${STORM} times one after the other, whatever it does`,
  aims: ['all'],
  bound: KILL_BOUND,
  async strike({ services, random }) {
    let died = performance.now();
    for (let n = 0; n < STORM; n++) {
      await sleep(random.integer(300, 2500));
      const [victim] = services.of(random.pick(SERVICES));
      if (victim !== undefined) services.signal(victim, 'SIGKILL');
      died = performance.now();
      await sleep(NOTICED_MS);
      await services.revive();
    }
    return died;
  },
};

const zombie: Fault = {
  name: 'zombie',
  what: 'SIGSTOP for longer than session and lease while a replica takes over, then SIGCONT',
  aims: AIMS,
  bound: KILL_BOUND,
  replicas: 2,
  async strike({ services, service }) {
    const [first] = services.of(service);
    if (first === undefined) throw new Error(`no ${service} runs`);
    services.signal(first, 'SIGSTOP');
    await sleep(LEASE_MS + 4_000);
    services.signal(first, 'SIGCONT');
  },
};

async function allBack({ services }: Trial): Promise<void> {
  for (const revived of await services.revive()) await services.ready(revived);
}

/** Nothing is started anew until the other one has taken over: that is what the time to recover tells. */
const failOver: Fault = {
  name: 'fail-over',
  what: 'two replicas, each killed once: the relay and all else go from one to the other and back',
  aims: ['relay', 'policy', 'command'],
  bound: KILL_BOUND,
  replicas: 2,
  async strike(trial) {
    const { services, service } = trial;
    const [first, second] = services.of(service);
    if (first === undefined || second === undefined) throw new Error(`no two replicas of ${service} run`);
    services.signal(first, 'SIGKILL');
    await sleep(LEASE_MS);
    await allBack(trial);
    services.signal(second, 'SIGKILL');
    return performance.now();
  },
  afterwards: allBack,
};

const rolling: Fault = {
  name: 'rolling-restart',
  what: 'SIGTERM and a new process, one replica of two after the other, twice',
  aims: AIMS,
  bound: KILL_BOUND,
  replicas: 2,
  async strike({ services, service, note }) {
    let longest = 0;
    for (let round = 0; round < 2; round++) {
      for (const instance of services.of(service)) {
        longest = Math.max(longest, await services.stop(instance));
        const n = Number(instance.name.split('-')[1]);
        await services.ready(await services.start(service, n, { ...instance.env }));
      }
    }
    note(`SIGTERM to exit ${(longest / 1000).toFixed(1)} s`);
    if (longest > 10_000) throw new Error(`a process took ${(longest / 1000).toFixed(1)} s to end`);
  },
};

/** What is added takes partitions from those that are there, and gives them back; commands go to all that run. */
const scaleOut: Fault = {
  name: 'scale-out-and-back',
  what: 'one replica becomes two, then three, then one again: partitions, leases and work change hands each time',
  aims: AIMS,
  bound: KILL_BOUND,
  async strike({ services, service, note }) {
    const added: Instance[] = [];
    let longest = 0;
    try {
      for (const n of [2, 3]) {
        const replica = await services.start(service, n);
        added.push(replica);
        await services.ready(replica);
        await sleep(4_000);
      }
    } finally {
      for (const replica of added.reverse()) {
        longest = Math.max(longest, await services.stop(replica));
        await sleep(2_000);
      }
    }
    note(`SIGTERM to exit ${(longest / 1000).toFixed(1)} s`);
  },
};

export const processFaults: readonly Fault[] = [
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
  killAnywhere,
  killStorm,
  zombie,
  failOver,
  rolling,
  scaleOut,
];
