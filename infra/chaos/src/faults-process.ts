import { setTimeout as sleep } from 'node:timers/promises';
import { KILL_BOUND } from './faults-kill.ts';
import { EXIT_MS } from './processes.ts';
import type { Instance } from './services.ts';
import { AIMS, type Fault, type Trial } from './trial.ts';

/** Of what sleeps: its partitions go to another after a session of 6 seconds, the leases that it held after as many. */
const LEASE_MS = 6_000;

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
    if (longest > EXIT_MS) throw new Error(`a process took ${(longest / 1000).toFixed(1)} s to end`);
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

export const processFaults: readonly Fault[] = [zombie, failOver, rolling, scaleOut];
