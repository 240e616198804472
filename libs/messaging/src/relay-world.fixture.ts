import { eventTopic, PARTITIONS } from '@rapport/contracts';
import { eventually, testDatabase, testTopics, type TestDatabase } from '@rapport/testing';
import { randomUUID } from 'node:crypto';
import type pg from 'pg';
import { handleMany } from './commands.ts';
import { createSender, partitionOf, tail, type Sender, type Tail } from './kafka.ts';
import { Lease } from './lease.ts';
import { GoneError, Mortal, patient, Traffic, type Faulty } from './mortal.fixture.ts';
import { createRelay } from './relay.ts';
import { tally } from './tally.fixture.ts';

const SERVICE = 'analytics';
const BATCH = 2;
// Longer than a run, so that time passes only where a run says so.
const TTL_MS = 600_000;
export const SUBJECTS = 3;
export const WRITERS = 3;
export const RELAYS = 2;

export interface Told {
  readonly sequence: number;
  readonly position: number;
}

/** Database, topic and reader of the topic, for many runs: each run has subjects of its own. */
export interface Shore {
  readonly database: TestDatabase;
  readonly prefix: string;
  readonly senders: readonly Sender[];
  readonly told: Map<string, Told[]>;
  close(): Promise<void>;
}

const END = 'end';

export async function openShore(): Promise<Shore> {
  const [database, topics] = await Promise.all([testDatabase(), testTopics()]);
  patient(database.pool);
  const told = new Map<string, Told[]>();
  const senders = Array.from({ length: RELAYS }, () => createSender({ brokers: topics.brokers, clientId: 'spec' }));
  const reader: Tail = await tail(
    { brokers: topics.brokers, clientId: 'spec', topics: [eventTopic(SERVICE, topics.prefix)], from: 'start' },
    ({ key, headers }) => {
      const sequence = headers.ce_id === END ? Infinity : Number(headers.ce_sequence);
      told.set(key, [...(told.get(key) ?? []), { sequence, position: Number(headers.ce_position) }]);
    },
    () => undefined,
  );
  return {
    database,
    prefix: topics.prefix,
    senders,
    told,
    async close() {
      await reader.close();
      await Promise.all(senders.map(sender => sender.close()));
      await topics.remove();
      await database.drop();
    },
  };
}

interface Writer {
  readonly client: pg.PoolClient;
  /** Subjects of which it has written, or waits to write, and how many events of each. */
  readonly wrote: Map<number, number>;
  waiting: Promise<unknown> | undefined;
}

interface Relay {
  readonly process: Mortal;
  readonly lease: Lease;
  readonly step: () => Promise<boolean>;
  running: boolean;
  /** How the next send ends. */
  send: 'well' | 'refused' | 'in part' | 'unanswered';
}

/** The real relay on real PostgreSQL and Kafka, with some writers: nothing happens in it but what a run makes happen. */
export class RelayWorld {
  readonly subjects: readonly string[];
  readonly writers: (Writer | undefined)[] = Array.from({ length: WRITERS }, () => undefined);
  readonly relays: Relay[];
  /** Positions that Kafka has taken. */
  readonly arrived = new Set<number>();
  private readonly shore: Shore;
  private readonly traffic: Traffic;
  private readonly faulty: Faulty | undefined;

  private constructor(shore: Shore, faulty?: Faulty) {
    this.shore = shore;
    this.faulty = faulty;
    this.traffic = new Traffic(shore.database.pool);
    // In the order of their numbers: runs that do the same lock the same in the same order.
    this.subjects = Array.from({ length: SUBJECTS }, (_, i) => `${i}${randomUUID().slice(1)}`);
    this.relays = Array.from({ length: RELAYS }, (_, i) => this.newRelay(i));
  }

  static async begin(shore: Shore, faulty?: Faulty): Promise<RelayWorld> {
    const world = new RelayWorld(shore, faulty);
    const { pool } = shore.database;
    await pool.query('truncate messaging.events, messaging.outbox, messaging.streams, messaging.seq, messaging.leases');
    await pool.query('insert into messaging.seq (subject) select unnest($1::text[])', [world.subjects]);
    return world;
  }

  settle(): Promise<void> {
    return this.traffic.settle();
  }

  async write(writer: number, subject: number, events: number): Promise<void> {
    const { client, wrote } = (this.writers[writer] ??= await this.open());
    const id = this.subjects[subject] ?? '';
    wrote.set(subject, (wrote.get(subject) ?? 0) + events);
    const query = (...asked: [pg.QueryConfig]) => this.traffic.during(() => client.query(...asked));
    const store = { service: SERVICE, claimsSecret: 's', written: () => undefined } as const;
    const command = { type: 'Add', customerId: id, by: 1 } as const;
    const context = { subject: id, actor: 'spec' };
    const commands = Array.from({ length: events }, () => ({ id: randomUUID(), command, context }));
    const writing = handleMany({ ...store, pool: { query } as never }, tally, commands);
    const open = this.writers[writer];
    if (open) open.waiting = writing.finally(() => (open.waiting = undefined));
  }

  /** Answers how many events of which subjects are now acknowledged. */
  async end(writer: number, how: 'commit' | 'rollback'): Promise<ReadonlyMap<number, number>> {
    const open = this.writers[writer];
    this.writers[writer] = undefined;
    if (!open) return new Map();
    await open.client.query(how);
    open.client.release();
    return open.wrote;
  }

  start(relay: number): void {
    const of = this.relays[relay];
    if (!of || of.running) return;
    of.running = true;
    // As the loop around it does: what fails is tried again with the next step.
    void of
      .step()
      .catch(() => undefined)
      .finally(() => (of.running = false));
  }

  kill(relay: number): void {
    this.relays[relay]?.process.kill();
    this.relays[relay] = this.newRelay(relay);
  }

  /** So much time passes that whoever holds the lease should have renewed it, by the clock of all. */
  async expire(): Promise<void> {
    await this.shore.database.pool.query('update messaging.leases set expires_at = clock_timestamp()');
    for (const { lease } of this.relays) Object.assign(lease, { renewedAt: -Infinity });
  }

  async outbox(): Promise<number[]> {
    const { rows } = await this.shore.database.pool.query<Pick<Told, 'position'>>(
      'select position from messaging.outbox order by position',
    );
    return rows.map(({ position }) => position);
  }

  /** Positions of events that are neither waiting to be sent nor known to Kafka. */
  async lost(): Promise<number[]> {
    const { rows } = await this.shore.database.pool.query<Pick<Told, 'position'>>(
      'select position from messaging.events e where not exists (select from messaging.outbox o where o.position = e.position)',
    );
    return rows.map(({ position }) => position).filter(position => !this.arrived.has(position));
  }

  async holdsLease(relay: number): Promise<boolean> {
    const lease = this.relays[relay]?.lease;
    const { rowCount } = await this.shore.database.pool.query(
      'select from messaging.leases where holder = $1 and epoch = $2 and expires_at > clock_timestamp()',
      [lease?.holder, lease?.epoch],
    );
    return rowCount === 1;
  }

  /** Nobody stands still any more, and a relay works until nothing is left. Answers what the topic tells of each subject. */
  async calm(): Promise<Told[][]> {
    for (let i = 0; i < WRITERS * 2; i++) {
      const free = this.writers.findIndex(writer => writer && !writer.waiting);
      if (free >= 0) await this.end(free, 'rollback');
      await this.settle();
    }
    for (let relay = 0; relay < RELAYS; relay++) await this.finish(relay);
    await this.expire();
    for (let steps = 0; steps < 50 && (await this.outbox()).length > 0; steps++) {
      this.start(0);
      await this.settle();
      await this.finish(0);
    }
    return this.readBack();
  }

  private async finish(relay: number): Promise<void> {
    const of = this.relays[relay];
    while (of?.running) {
      of.process.moments[0]?.pass();
      await this.settle();
    }
  }

  private async readBack(): Promise<Told[][]> {
    const { senders, told, prefix } = this.shore;
    const ends = this.subjects.map(key => ({ key, value: Buffer.from('{}'), headers: { ce_id: END } }));
    await senders[0]?.send(eventTopic(SERVICE, prefix), PARTITIONS, ends);
    const all = await eventually(
      () =>
        this.subjects.map(subject => {
          const of = told.get(subject) ?? [];
          if (of.at(-1)?.sequence !== Infinity) throw new Error('the end has not come');
          return of.slice(0, -1);
        }),
      15_000,
      5,
    );
    for (const subject of this.subjects) told.delete(subject);
    return all;
  }

  private async open(): Promise<Writer> {
    const client = await this.shore.database.pool.connect();
    await client.query('begin');
    await client.query('set local lock_timeout = 0');
    await client.query('set local idle_in_transaction_session_timeout = 0');
    return { client, wrote: new Map(), waiting: undefined };
  }

  private newRelay(slot: number): Relay {
    const process = new Mortal(this.traffic, this.shore.database.pool, this.faulty);
    const lease = new Lease(process.pool, 'relay', TTL_MS);
    const relay = createRelay({
      pool: process.pool,
      lease,
      service: SERVICE,
      topicPrefix: this.shore.prefix,
      batch: BATCH,
      reached: point => process.stop(point),
      sender: () => ({ send: (...sending) => this.send(slot, process, sending) }),
      discard: async () => undefined,
    });
    const step = async (): Promise<boolean> => (await lease.hold()) !== 'other' && relay.step();
    return { process, lease, step, running: false, send: 'well' };
  }

  private async send(slot: number, process: Mortal, [topic, partitions, all]: Parameters<Sender['send']>) {
    process.assertAlive();
    const relay = this.relays[slot];
    const how = relay?.send ?? 'well';
    if (relay) relay.send = 'well';
    if (how === 'refused') throw new GoneError('no broker');
    // What goes to one partition arrives together or not at all.
    const part = partitionOf(all[0]?.key ?? '', partitions);
    const messages = how === 'in part' ? all.filter(({ key }) => partitionOf(key, partitions) === part) : all;
    await this.traffic.during(async () => this.shore.senders[slot]?.send(topic, partitions, messages));
    for (const { headers } of messages) this.arrived.add(Number(headers.ce_position));
    await process.stop('arrived');
    if (how !== 'well') throw new GoneError('no answer');
  }
}
