import { setTimeout as sleep } from 'node:timers/promises';
import { fillDisk, freeDisk, noSmallDisk } from './disk.ts';
import { asAdmin, disconnect } from './exchange.ts';
import { AIMS, type Fault, type Trial } from './trial.ts';

const ONE_BROKER = 30;
const ALL_BROKERS = 60;
const POSTGRES = 15;

const events = ({ looks }: Trial): Promise<number> => looks.count('interactions', 'from messaging.events');

const brokerKill: Fault = {
  name: 'broker-kill',
  what: 'kill -9 of the only broker, and its start',
  aims: ['all'],
  bound: ALL_BROKERS,
  async strike({ ground }) {
    await ground.killBroker(1);
    await sleep(1_000);
    await ground.restore();
  },
};

const brokerMinute: Fault = {
  name: 'broker-minute',
  what: 'the only broker stopped for a minute, while commands are still accepted',
  aims: ['all'],
  bound: ALL_BROKERS,
  async strike(trial) {
    await trial.ground.killBroker(1, 'SIGTERM');
    const before = await events(trial);
    await sleep(60_000, undefined, { signal: trial.signal });
    const meanwhile = (await events(trial)) - before;
    trial.note(`${meanwhile} events accepted meanwhile`);
    await trial.ground.restore();
    if (meanwhile === 0) throw new Error('nothing was accepted while Kafka was away');
  },
};

/** Each in turn, so that whichever leads a partition is among them. */
const leaderChange: Fault = {
  name: 'leader-change',
  what: 'kill -9 of each broker of three in turn, each started again: every partition changes its leader',
  aims: ['all'],
  bound: ONE_BROKER,
  ground: 'cluster',
  async strike({ ground }) {
    let died = performance.now();
    for (let n = 1; n <= ground.brokers; n++) {
      died = performance.now();
      await ground.killBroker(n);
      await sleep(3_000);
      await ground.restore();
      await sleep(3_000);
    }
    return died;
  },
};

const lostBroker: Fault = {
  name: 'lost-broker',
  what: 'one broker of three killed and away: everything goes on by the other two',
  aims: ['all'],
  bound: ONE_BROKER,
  ground: 'cluster',
  async strike({ ground, random }) {
    await ground.killBroker(random.integer(1, ground.brokers));
    return performance.now();
  },
  afterwards: ({ ground }) => ground.restore(),
};

const frozenBroker: Fault = {
  name: 'frozen-broker',
  what: 'SIGSTOP of one broker of three for 15 seconds, then SIGCONT: a leader that does not know it was replaced',
  aims: ['all'],
  bound: ONE_BROKER,
  ground: 'cluster',
  async strike({ ground, random }) {
    const n = random.integer(1, ground.brokers);
    await ground.killBroker(n, 'SIGSTOP');
    await sleep(15_000);
    await ground.killBroker(n, 'SIGCONT');
  },
};

const twoLost: Fault = {
  name: 'two-brokers-lost',
  what: 'two brokers of three killed for 15 seconds: fewer than min.insync.replicas, nothing may be acknowledged by Kafka',
  aims: ['all'],
  bound: ALL_BROKERS,
  ground: 'cluster',
  async strike({ ground, random }) {
    const spared = random.integer(1, ground.brokers);
    for (let n = 1; n <= ground.brokers; n++) if (n !== spared) await ground.killBroker(n);
    await sleep(15_000);
    await ground.restore();
  },
};

const postgresKill: Fault = {
  name: 'postgres-kill',
  what: 'kill -9 of PostgreSQL, and its start',
  aims: ['all'],
  bound: POSTGRES,
  async strike({ ground }) {
    await ground.killPostgres();
    await sleep(1_000);
    await ground.restore();
  },
};

const backendsGone: Fault = {
  name: 'backends-terminated',
  what: 'all connections to the database of the service ended by PostgreSQL, five times, whatever they are doing',
  aims: AIMS,
  bound: POSTGRES,
  async strike({ ground, service, random }) {
    for (let n = 0; n < 5; n++) {
      await asAdmin(ground, disconnect(`rapport_${service}`));
      await sleep(random.integer(50, 800));
    }
  },
};

const diskFull: Fault = {
  name: 'disk-full',
  what: 'the disk of PostgreSQL and Kafka full for ten seconds; what has ended by it is started again',
  aims: ['all'],
  bound: ALL_BROKERS,
  ground: 'disk',
  impossible: noSmallDisk,
  async strike({ ground, note }) {
    try {
      fillDisk(64);
      await sleep(10_000);
    } finally {
      freeDisk();
    }
    await sleep(1_000);
    await ground.restore();
    note('the disk was full');
  },
};

export const foundationFaults: readonly Fault[] = [
  brokerKill,
  brokerMinute,
  leaderChange,
  lostBroker,
  frozenBroker,
  twoLost,
  postgresKill,
  backendsGone,
  diskFull,
];
