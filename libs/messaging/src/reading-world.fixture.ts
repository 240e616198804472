import { PARTITIONS, type RecordedEvent } from '@rapport/contracts';
import { randomUUID } from 'node:crypto';
import { fromMessage, type Message } from './cloud-event.ts';
import { EventConsumer } from './consumer.ts';
import { partitionOf, type Fetched, type Group } from './kafka.ts';
import { Mortal, Traffic, type Faulty } from './mortal.fixture.ts';
import { dropParked } from './parked.ts';
import { numbered } from './parked.fixture.ts';
import { quiet } from './quiet.ts';
import { retryAllParked, retryParked } from './retry-parked.ts';
import { readersThatTell, type Stacks } from './stacks.fixture.ts';

export const CONSUMERS = 2;
/** Two subjects share a partition, the third has another for itself. */
const PLACES = [0, 0, 1];
export const SUBJECTS = PLACES.length;

interface Reader {
  readonly process: Mortal;
  readonly consumer: EventConsumer;
  running: boolean;
  /** Where it stands still: at this point, after so many times. */
  stopAt: { readonly point: string; after: number } | undefined;
  /** So many messages before its position its flow begins anew. */
  back: number;
  flow: { readonly next: Map<number, number>; readonly receive: (message: Fetched) => void } | undefined;
}

export interface Waiting {
  readonly id: number;
  readonly sequence: number;
}

/** What the database holds of a subject. */
export interface Held {
  readonly last: number;
  readonly told: readonly number[];
  readonly wished: readonly number[];
  readonly waiting: readonly Waiting[];
  readonly dropped: readonly number[];
}

/** Real consumers on a real database, which are given what lies in a real topic: when, and how much of it, a run decides. */
export class ReadingWorld {
  readonly subjects: readonly string[];
  /** All events of each subject as their owner has them; some are kept from the log. */
  readonly owned: Message[][];
  readonly kept: Set<number>[];
  readonly broken = new Set<string>();
  readonly readers: Reader[];
  /** Numbers that a reader went on without, as their owner did not have them. */
  readonly forsaken: Set<number>[];
  owner: 'has all' | 'has nothing' | 'is away' = 'has all';
  people = 0;
  private readonly stacks: Stacks;
  private readonly begins: readonly number[];
  private readonly traffic: Traffic;
  private readonly faulty: Faulty | undefined;
  private readonly office: Mortal;

  private constructor(stacks: Stacks, faulty?: Faulty) {
    this.stacks = stacks;
    this.faulty = faulty;
    this.traffic = new Traffic(stacks.database.pool);
    this.office = new Mortal(this.traffic, stacks.database.pool, faulty);
    this.subjects = PLACES.map(subjectIn);
    this.owned = PLACES.map(() => []);
    this.kept = PLACES.map(() => new Set());
    this.forsaken = PLACES.map(() => new Set());
    this.begins = stacks.log.map(messages => messages.length);
    this.readers = Array.from({ length: CONSUMERS }, () => this.newReader());
  }

  static async begin(stacks: Stacks, faulty?: Faulty): Promise<ReadingWorld> {
    const { pool } = stacks.database;
    await pool.query('truncate told, messaging.positions, messaging.sequences, messaging.parked, messaging.todo');
    const world = new ReadingWorld(stacks, faulty);
    await pool.query(
      `insert into messaging.positions select $1, p - 1, 'spec', first from unnest($2::bigint[]) with ordinality as w(first, p)`,
      [stacks.topic, world.begins],
    );
    return world;
  }

  settle(): Promise<void> {
    return this.traffic.settle();
  }

  /** The owner records events of a subject; those that are kept back are not published. */
  async record(subject: number, events: number, keepBack: boolean): Promise<void> {
    const [id, owned] = [this.subjects[subject] ?? '', this.owned[subject] ?? []];
    const fresh = Array.from({ length: events }, (_, i) => numbered(id, owned.length + 1 + i));
    if (keepBack) for (let i = 1; i <= events; i++) this.kept[subject]?.add(owned.length + i);
    owned.push(...fresh);
    if (!keepBack) await this.stacks.publish(fresh);
  }

  /** Publishes an event again, or at last. */
  async publish(subject: number, sequence: number): Promise<void> {
    const message = this.owned[subject]?.[sequence - 1];
    if (message) await this.stacks.publish([message]);
  }

  fetch(reader: number, partition: number, messages: number): void {
    const flow = this.readers[reader]?.flow;
    const from = flow?.next.get(partition);
    if (!flow || from === undefined) return;
    const some = this.stacks.log[partition]?.slice(from, from + messages) ?? [];
    flow.next.set(partition, from + some.length);
    for (const message of some) flow.receive(message);
  }

  /** One turn of the loop in which a consumer works. */
  turn(reader: number): void {
    const of = this.readers[reader];
    if (!of || of.running) return;
    of.running = true;
    const { consumer } = of;
    const work = async (): Promise<void> => {
      consumer['releaseHeld']();
      if (consumer['assigned']) await consumer['openFlow']();
      const next = consumer['inbox'].next();
      if (next) await consumer['apply']({ ...next, source: 'analytics' });
    };
    void work()
      .catch(() => (consumer['assigned'] ??= consumer['last']))
      .finally(() => {
        of.running = false;
        of.stopAt = undefined;
      });
  }

  kill(reader: number): void {
    this.readers[reader]?.process.kill();
    this.readers[reader] = this.newReader();
  }

  /** It is given its partitions anew, and what lies before its positions once more. */
  assign(reader: number, back: number): void {
    const of = this.readers[reader];
    if (!of) return;
    of.back = back;
    of.consumer['assigned'] = of.consumer['last'];
  }

  /** Somebody tries parked events again or drops one, beside all that goes on. */
  act(what: 'retry all' | 'retry' | 'drop', id = 0): void {
    this.people++;
    const { pool } = this.office;
    const readers = readersThatTell(this.broken);
    const work =
      what === 'retry all'
        ? retryAllParked(pool, readers, {})
        : what === 'retry'
          ? retryParked(pool, readers, id)
          : dropParked(pool, id, 'spec', 'for good');
    void Promise.resolve<unknown>(work)
      .catch(() => undefined)
      .finally(() => this.people--);
  }

  /** Each subject as it is in one moment. */
  async held(): Promise<Held[]> {
    const { rows } = await this.stacks.database.pool.query<Held>(
      `select coalesce((select last from messaging.sequences s where s.subject = w.subject), 0)::int as last,
        array(select value from told t where t.customer = w.subject order by place) as told,
        array(select (command->>'value')::int from messaging.todo d where d.subject = w.subject::text order by 1) as wished,
        coalesce((select json_agg(json_build_object('id', p.id, 'sequence', (p.event->'headers'->>'ce_sequence')::int) order by p.id)
          from messaging.parked p where p.subject = w.subject::text and dropped_at is null), '[]') as waiting,
        array(select (p.event->'headers'->>'ce_sequence')::int from messaging.parked p
          where p.subject = w.subject::text and dropped_at is not null) as dropped
       from unnest($1::uuid[]) with ordinality as w(subject, ord) order by ord`,
      [this.subjects],
    );
    return rows;
  }

  /** The messages that lie before the positions, since this run began. */
  async passed(): Promise<Fetched[]> {
    const { rows } = await this.stacks.database.pool.query<{ partition: number; next: number }>(
      'select partition, next_offset as next from messaging.positions order by partition',
    );
    return rows.flatMap(({ partition, next }) => this.stacks.log[partition]?.slice(this.begins[partition], next) ?? []);
  }

  /** Everything is mended, nobody stands still, and one consumer reads to the end; then what is parked is applied. */
  async calm(): Promise<void> {
    this.broken.clear();
    this.owner = 'has all';
    for (let reader = 0; reader < CONSUMERS; reader++) await this.finish(reader);
    await this.settle();
    this.kill(0);
    for (let turns = 0; turns < 100 && !(await this.isAtEnd()); turns++) {
      this.turn(0);
      await this.finish(0);
      for (const partition of new Set(PLACES)) this.fetch(0, partition, 1000);
    }
    // An event without the ones before it is applied only by who names it.
    for (let rounds = 0; rounds < 50; rounds++) {
      const [head] = (await this.held()).flatMap(({ waiting }) => waiting.slice(0, 1));
      if (!head) return;
      this.act('retry', head.id);
      await this.settle();
    }
  }

  async isAtEnd(): Promise<boolean> {
    const all = this.stacks.log.flatMap((messages, p) => messages.slice(this.begins[p])).length;
    return (await this.passed()).length === all;
  }

  private async finish(reader: number): Promise<void> {
    const of = this.readers[reader];
    await this.settle();
    while (of?.running) {
      of.stopAt = undefined;
      of.process.moments[0]?.pass();
      await this.settle();
    }
  }

  private newReader(): Reader {
    const { prefix, database, topic } = this.stacks;
    const process = new Mortal(this.traffic, database.pool, this.faulty);
    const reached = async (point: string): Promise<void> => {
      const { stopAt } = of;
      if (stopAt?.point !== point || stopAt.after-- > 0) return;
      of.stopAt = undefined;
      await process.stop(point);
    };
    const consumer = new EventConsumer({
      pool: process.pool,
      service: 'loyalty',
      brokers: [],
      topicPrefix: prefix,
      groupId: 'spec',
      sessionTimeoutMs: 6000,
      readers: readersThatTell(this.broken, reached),
      log: quiet,
      fill: async (_source, subject, after) => this.answer(subject, after),
      gapWaitsMs: 0,
      onTodos: () => undefined,
    });
    const of: Reader = { process, consumer, running: false, stopAt: undefined, back: 0, flow: undefined };
    const partitions = [...new Set(PLACES)].map(partition => ({ topic, partition }));
    consumer['last'] = partitions;
    consumer['assigned'] = partitions;
    consumer['group'] = this.groupOf(of);
    consumer['reopen'] = false;
    return of;
  }

  /** Membership in a group as a run has it: messages come when, and from where, it says. */
  private groupOf(of: Reader): Group {
    const nothing = async (): Promise<void> => undefined;
    const { topic } = this.stacks;
    return {
      halt: async () => void (of.flow = undefined),
      flow: async (from, receive) => {
        const next = from.map(
          ({ partition, offset }) => [partition, Math.max(this.begins[partition] ?? 0, offset - of.back)] as const,
        );
        of.flow = { next: new Map(next), receive };
        of.back = 0;
      },
      pause: () => undefined,
      resume: () => undefined,
      commit: nothing,
      ends: async () => new Map([[topic, this.stacks.log.map(({ length }) => length)]]),
      starts: async () => new Map(),
      topicIds: async () => new Map([[topic, 'spec']]),
      partitions: async () => PARTITIONS,
      close: nothing,
    };
  }

  private answer(subject: string, after: number): RecordedEvent[] {
    if (this.owner === 'is away') throw new Error('analytics answers 503');
    const i = this.subjects.indexOf(subject);
    const all = (this.owned[i] ?? []).slice(after).map(fromMessage);
    if (this.owner === 'has all') return all;
    const published = all.find(({ sequence }) => !this.kept[i]?.has(sequence))?.sequence ?? Infinity;
    for (const { sequence } of all) if (sequence < published) this.forsaken[i]?.add(sequence);
    return [];
  }
}

function subjectIn(partition: number, index: number): string {
  for (;;) {
    const id = `${index}${randomUUID().slice(1)}`;
    if (partitionOf(id, PARTITIONS) === partition) return id;
  }
}
