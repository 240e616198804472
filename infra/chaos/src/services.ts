import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  answersOk,
  argumentsFor,
  bringDown,
  Failure,
  isAlive,
  launch,
  logOf,
  placesOf,
  repositoryRoot,
  serviceEnvironment,
  stopProcess,
  type Connections,
  type Places,
  type Ports,
  type ProcessRecord,
} from '@rapport/local';

export const SERVICES = ['interactions', 'complaints', 'loyalty', 'analytics'] as const;
export type Service = (typeof SERVICES)[number];
/** Profile and gateways run only where they are asked for. */
export type Part = Service | 'profile' | 'gateway';

/** One process of a service; replicas share database and group. */
export interface Instance {
  readonly name: string;
  readonly service: Part;
  readonly url: string;
  readonly env: Readonly<Record<string, string>>;
  record: ProcessRecord;
}

const READY_MS = 60_000;
const REPLICA_PORTS = 20;

/** The services under test as real processes, built, each to be killed, stopped and started at will. */
export class Services {
  private readonly places: Places;
  private readonly connections: Connections;
  private readonly ports: Ports;
  private readonly running = new Map<string, Instance>();
  private ended = false;
  /** How many processes have died so far that were meant to run. */
  deaths = 0;

  constructor(dir: string, connections: Connections, ports: Ports) {
    this.places = placesOf(dir);
    this.connections = connections;
    this.ports = ports;
  }

  /** The replicas of a service that are meant to run, dead ones too. */
  of(service: Part): Instance[] {
    return [...this.running.values()].filter(instance => instance.service === service);
  }

  /** Starts a replica, or one that has ended again as it was; returns at once. */
  async start(service: Part, n = 1, env: Record<string, string> = {}): Promise<Instance> {
    if (this.ended) throw new Failure('the run is over');
    const name = `${service}-${n}`;
    const port = this.ports[service] + (n - 1) * REPLICA_PORTS;
    const main = join(repositoryRoot, 'services', service, 'dist/main.js');
    const settings = {
      ...serviceEnvironment(service, this.connections, this.ports),
      PORT: String(port),
      LOG_LEVEL: 'info',
      NODE_ENV: 'production',
      NODE_OPTIONS: `--import ${new URL('./die-when-told.ts', import.meta.url).href} --disable-warning=ExperimentalWarning`,
      CHAOS_ORDERS: this.ordersOf(name),
      ...env,
    };
    const record = await launch(this.places, {
      name,
      command: process.execPath,
      args: ['--expose-gc', ...argumentsFor(main)],
      port,
      fingerprint: '',
      env: { ...process.env, ...settings },
      cwd: repositoryRoot,
    });
    const instance = { name, service, url: `http://127.0.0.1:${port}`, env, record };
    this.running.set(name, instance);
    return instance;
  }

  async ready(instance: Instance, patienceMs = READY_MS): Promise<void> {
    for (const deadline = Date.now() + patienceMs; Date.now() < deadline; await sleep(100)) {
      if (await answersOk(`${instance.url}/readyz`)) return;
      if (!isAlive(instance.record))
        throw new Failure(`${instance.name} ended; see ${logOf(this.places, instance.name)}`);
    }
    throw new Failure(`${instance.name} is not ready after ${patienceMs / 1000} s`);
  }

  /** Starts again what has ended and is meant to run. */
  async revive(): Promise<Instance[]> {
    const dead = [...this.running.values()].filter(({ record }) => !isAlive(record));
    this.deaths += dead.length;
    return Promise.all(
      dead.map(({ service, name, env }) => this.start(service, Number(name.split('-')[1]), { ...env })),
    );
  }

  signal({ record }: Instance, signal: NodeJS.Signals): void {
    if (isAlive(record)) process.kill(record.pid, signal);
  }

  isAlive = ({ record }: Instance): boolean => isAlive(record);

  /** The process kills itself when it next comes to the point, after passing it so many times. */
  dieAt(instance: Instance, point: string, times: number): void {
    writeFileSync(this.ordersOf(instance.name), `${point} ${times}`);
    this.signal(instance, 'SIGUSR2');
  }

  /** What is garbage says nothing of what a process holds: it is collected at once. */
  collect(instance: Instance): void {
    writeFileSync(this.ordersOf(instance.name), 'collect');
    this.signal(instance, 'SIGUSR2');
  }

  /** Asks it to end as an orchestrator would. Answers in how many milliseconds it did. */
  async stop(instance: Instance): Promise<number> {
    const began = performance.now();
    this.signal(instance, 'SIGCONT');
    await stopProcess(this.places, instance.record);
    this.running.delete(instance.name);
    return performance.now() - began;
  }

  async restart(instance: Instance, env: Record<string, string> = {}): Promise<Instance> {
    await this.stop(instance);
    return this.start(instance.service, Number(instance.name.split('-')[1]), env);
  }

  /** Ends all of them, those too that a run before left behind. */
  async end(): Promise<void> {
    this.ended = true;
    for (const instance of this.running.values()) this.signal(instance, 'SIGCONT');
    await bringDown(this.places, () => undefined);
    this.running.clear();
    rmSync(this.places.dir, { recursive: true, force: true });
  }

  private ordersOf(name: string): string {
    return join(this.places.dir, `${name}.orders`);
  }
}
