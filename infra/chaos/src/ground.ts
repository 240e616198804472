import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  answers,
  bringDown,
  ensureTopics,
  Failure,
  isAlive,
  launchBroker,
  placesOf,
  purge,
  servicesAt,
  startPostgres,
  startStack,
  stopProcess,
  type Connections,
  type Ports,
  type ProcessRecord,
  type Stack,
} from '@rapport/local';

export const ROOT = '.rapport/chaos';

/** What services stand on: PostgreSQL, and one broker or three. */
export interface Ground {
  readonly connections: Connections;
  readonly ports: Ports;
  /** How many brokers there are. */
  readonly brokers: number;
  killBroker(n: number, signal?: NodeJS.Signals): Promise<void>;
  /** Starts what has ended; resolves when Kafka and PostgreSQL answer. */
  restore(): Promise<void>;
  killPostgres(): Promise<void>;
  stop(): Promise<void>;
}

export interface GroundOptions {
  readonly say: (line: string) => void;
  readonly signal: AbortSignal;
  /** Where a listener goes through the suite's proxy: the port that clients are told. */
  readonly advertised?: number;
}

const ports = (from: number): Ports => ({
  gateway: from,
  profile: from + 1,
  interactions: from + 2,
  complaints: from + 3,
  loyalty: from + 4,
  analytics: from + 5,
  kafka: from + 10,
  kafkaController: from + 11,
  postgres: from + 9,
  mail: from + 12,
});

/** The stack itself runs no services: theirs are not its ports, lest it look for others at each restart. */
const ofStack = (at: Ports): Ports => ({
  ...ports(at.gateway + 30),
  kafka: at.kafka,
  kafkaController: at.kafkaController,
  postgres: at.postgres,
});

/** Tells of the start; what is started again later is told by the table. */
function atFirst(say: GroundOptions['say']): { say: GroundOptions['say']; done: () => void } {
  let told = false;
  return { say: line => (told ? undefined : say(line)), done: () => void (told = true) };
}

/** Only processes are killed, never the machine: what they have written, the system keeps. */
const POSTGRES = { fsync: 'off', full_page_writes: 'off', synchronous_commit: 'on' };

/** The port of the second listener of the single broker. */
export const BESIDE = 2;

/** A stack of its own with one broker. */
export async function singleGround({ say, signal, advertised }: GroundOptions, dir = 'single'): Promise<Ground> {
  const at = ports(4800);
  const start = atFirst(say);
  const stack = await startStack({
    dir: join(ROOT, dir),
    ports: ofStack(at),
    services: [],
    postgres: POSTGRES,
    ...(advertised !== undefined && { kafka: secondListener(at, advertised) }),
    say: start.say,
    signal,
  });
  start.done();
  return groundOf(stack, at);
}

function secondListener({ kafka, kafkaController }: Ports, advertised: number): Record<string, string> {
  const own = `PLAINTEXT://127.0.0.1:${kafka}`;
  return {
    listeners: `${own},CONTROLLER://127.0.0.1:${kafkaController},BESIDE://127.0.0.1:${kafka + BESIDE}`,
    'advertised.listeners': `${own},BESIDE://127.0.0.1:${advertised}`,
    'listener.security.protocol.map': 'PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT,BESIDE:PLAINTEXT',
  };
}

const groundOf = (stack: Stack, at: Ports): Ground => ({
  connections: { ...stack, services: servicesAt(at) },
  ports: at,
  brokers: 1,
  async killBroker(_n, signal = 'SIGKILL') {
    const { kafka } = await stack.pids();
    if (kafka !== undefined) process.kill(kafka, signal);
    if (signal === 'SIGTERM') await gone(async () => (await stack.pids())['kafka'] === undefined);
  },
  restore: () => stack.restart(),
  killPostgres: () => stack.kill('postgres'),
  stop: () => stack.stop({ purge: true }),
});

async function gone(check: () => Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 300 && !(await check()); tries++) await sleep(100);
}

const NODES = [1, 2, 3] as const;

/** Three brokers that are each other's controllers: what is acknowledged is on two of them at least. */
export async function clusterGround({ say, signal }: GroundOptions): Promise<Ground> {
  const at = ports(4880);
  const brokerPort = (n: number): number => at.kafka + 2 * (n - 1);
  const voters = NODES.map(n => `${n}@127.0.0.1:${brokerPort(n) + 1}`).join(',');
  const places = (n: number) => placesOf(join(ROOT, `broker-${n}`));
  const running = new Map<number, ProcessRecord>();
  const brokers = NODES.map(n => `127.0.0.1:${brokerPort(n)}`);
  const start = async (n: number): Promise<void> => {
    const node = { port: brokerPort(n), controllerPort: brokerPort(n) + 1, places: places(n), say, signal };
    const settings = { ...REPLICATED, 'node.id': String(n), 'controller.quorum.voters': voters };
    running.set(n, await launchBroker({ ...node, clusterId: 'chaosAAAAAAAAAAAAAAAAA', settings }));
  };
  const answering = async (n: number): Promise<void> => {
    for (let tries = 0; tries < 300; tries++) {
      if (signal.aborted) return;
      if (await answers([`127.0.0.1:${brokerPort(n)}`])) return;
      await sleep(200);
    }
    throw new Failure(`broker ${n} does not answer`);
  };
  const wipe = async (n: number): Promise<void> => {
    await bringDown(places(n), () => undefined);
    await purge(places(n));
  };
  await Promise.all(NODES.map(wipe));
  const first = atFirst(say);
  const [postgres] = await Promise.all([
    startPostgres({ dir: join(ROOT, 'cluster'), ports: ofStack(at), postgres: POSTGRES, say: first.say, signal }),
    ...NODES.map(start),
  ]);
  await Promise.all(NODES.map(answering));
  await ensureTopics(brokers, '', NODES.length);
  first.done();
  say(`kafka: three brokers at ${brokers.join(', ')}`);
  return {
    connections: { ...postgres, services: servicesAt(at), brokers },
    ports: at,
    brokers: NODES.length,
    async killBroker(n, kind = 'SIGKILL') {
      const record = running.get(n);
      if (record === undefined) return;
      if (kind === 'SIGTERM') await stopProcess(places(n), record);
      else if (isAlive(record)) process.kill(record.pid, kind);
    },
    async restore() {
      const dead = [...running].filter(([, record]) => !isAlive(record)).map(([n]) => n);
      await Promise.all([postgres.restart(), ...dead.map(start)]);
      await Promise.all(NODES.map(answering));
    },
    killPostgres: () => postgres.kill('postgres'),
    async stop() {
      await postgres.stop({ purge: true });
      await Promise.all(NODES.map(wipe));
    },
  };
}

const REPLICATED = {
  'default.replication.factor': '3',
  'min.insync.replicas': '2',
  'offsets.topic.replication.factor': '3',
  'transaction.state.log.replication.factor': '3',
  'transaction.state.log.min.isr': '2',
};
