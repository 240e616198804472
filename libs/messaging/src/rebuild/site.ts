import type pg from 'pg';
import { PositionError } from '../errors.ts';
import { missingBefore, type Fill } from '../gap.ts';
import { Inbox } from '../inbox.ts';
import { joinGroup, type Brokers, type Fetched, type Group } from '../kafka.ts';
import { MISSING } from '../parking.ts';
import { transaction, type Tx } from '../pool.ts';
import { buildBatch, onlyItsOwn, takeBack } from './build-batch.ts';
import { liveNow, type Live } from './live.ts';
import type { Target } from './target.ts';
import { orWait, WaitError } from './wait.ts';

const FULL = 8000;
const ROOM = 3000;
const SESSION_MS = 30_000;
// Less than a live reader waits for a lock.
const PATIENCE_MS = 3000;
const KAFKA = 'waits for Kafka';

export interface SiteOptions extends Brokers {
  readonly target: Target;
  readonly pool: pg.Pool;
  readonly groupId: string;
  readonly ask: Fill;
  /** Takes the build's row first of all: whoever moves it on, gives it up or works on it too waits, and then sees. */
  readonly hold: (tx: Tx) => Promise<void>;
  readonly reached: () => Promise<void> | void;
}

/** Where a build is worked on: what it reads from the topics, as the only member of a group of its own. */
export class Site {
  private readonly options: SiteOptions;
  private readonly inbox = new Inbox();
  private next = new Map<string, number>();
  private flowing = false;
  private paused = false;
  private arrived: () => void = () => undefined;
  private group: Group;
  private given: number;

  private constructor(options: SiteOptions, { group, given }: Joined) {
    this.options = options;
    this.group = group;
    this.given = given;
  }

  static async open(options: SiteOptions): Promise<Site> {
    return new Site(options, await join(options));
  }

  /** The first offset of each partition that is still there. */
  starts(): Promise<Map<string, number[]>> {
    return orWait(KAFKA, this.group.starts([...this.options.target.topics.keys()]));
  }

  async close(): Promise<void> {
    await this.group.close().catch(() => undefined);
  }

  /** Reads anew from what the database says. */
  interrupt(): void {
    this.flowing = false;
  }

  /** Applies what has come, for about this long. Answers how many events the build is behind the live one then. */
  async follow(ms: number): Promise<number> {
    await this.flow();
    const until = Date.now() + ms;
    let idle = 0;
    for (;;) {
      const behind = await this.advance();
      if (behind.events === 0 || Date.now() > until) return behind.events;
      idle = behind.read === 0 ? idle + 1 : 0;
      // Each topic gets its turn before we rest: one may be full of what the live one has not read yet.
      if (idle > this.options.target.topics.size) await this.arrival(100);
    }
  }

  /**
   * Reads up to where the live one stands, in this transaction, while that one is held. Answers false when it takes too
   * long: the transaction must be given up then, and `interrupt` be called.
   */
  async catchUp(tx: Tx): Promise<boolean> {
    const { target } = this.options;
    const live = await liveNow(tx, [...target.topics.keys()]);
    await takeBack(target, tx, live);
    for (const until = Date.now() + PATIENCE_MS; this.behind(live) > 0;) {
      const batch = this.inbox.next();
      const built = batch && (await buildBatch(target, tx, this.withSource(batch), live));
      if (Date.now() > until || (built?.gaps.length ?? 0) > 0) return false;
      if (built && built.read > 0) this.passed(batch.topic, built.next);
      else await this.arrival(50);
    }
    await onlyItsOwn(target, tx);
    return true;
  }

  private async advance(): Promise<{ read: number; events: number }> {
    const { target, pool, hold, reached } = this.options;
    const batch = this.inbox.next();
    const { live, built } = await transaction(pool, async tx => {
      await hold(tx);
      const now = await liveNow(tx, [...target.topics.keys()]);
      await takeBack(target, tx, now);
      const done = batch && (await buildBatch(target, tx, this.withSource(batch), now));
      await onlyItsOwn(target, tx);
      await reached();
      return { live: now, built: done };
    });
    if (!batch || !built) return { read: 0, events: this.behind(live) };
    const moved = [...built.next].some(([partition, next]) => this.next.get(`${batch.topic}/${partition}`) !== next);
    this.passed(batch.topic, built.next);
    const [gap] = built.gaps;
    if (!gap || moved) return { read: built.read, events: this.behind(live) };
    // What is missing may come from another partition, where some were added to the topic: its owner is asked last.
    const waits = !this.paused && moreToCome(batch, this.next, live.next);
    if (!waits) await this.fill(gap);
    return { read: waits ? 0 : built.read, events: this.behind(live) };
  }

  /** What the log lacks is asked of its owner, and goes in together with the event that it is missing before. */
  private async fill(gap: Fetched): Promise<void> {
    const { target, pool, ask, hold } = this.options;
    const batch = this.withSource({ topic: gap.topic, messages: [gap] });
    await transaction(pool, async tx => {
      await hold(tx);
      const missing = await missingBefore(target.own(tx), ask, batch.source, gap);
      if (missing.length === 0) throw new Error(`${gap.topic}/${gap.partition}@${gap.offset}: ${MISSING}`);
      const live = await liveNow(tx, [...target.topics.keys()]);
      await takeBack(target, tx, live);
      await buildBatch(target, tx, { ...batch, messages: [...missing, gap] }, live);
      await onlyItsOwn(target, tx);
    });
    // What came behind the gap is still in the inbox: the position says where to go on.
    this.passed(gap.topic, new Map([[gap.partition, gap.offset + 1]]));
  }

  private withSource<B extends { readonly topic: string }>(batch: B) {
    const source = this.options.target.topics.get(batch.topic);
    if (!source) throw new Error(`a message of the topic ${batch.topic} came, which was not asked for`);
    return { ...batch, source };
  }

  private behind(live: Live): number {
    let events = 0;
    for (const [place, next] of live.next) {
      const mine = this.next.get(place);
      if (mine === undefined) throw new PositionError({ topic: place, partition: 0, offset: next }, 0);
      events += next - mine;
    }
    return events;
  }

  private passed(topic: string, next: ReadonlyMap<number, number>): void {
    for (const [partition, offset] of next) {
      this.inbox.drop(topic, partition, offset);
      this.next.set(`${topic}/${partition}`, offset);
    }
    if (!this.paused || this.inbox.size > ROOM) return;
    this.paused = false;
    this.group.resume();
  }

  private async flow(): Promise<void> {
    if (this.flowing) return;
    await this.group.halt();
    const from = await this.positions();
    if (from.length > this.given) await this.joinAnew(from.length);
    this.inbox.clear();
    this.paused = false;
    this.next = new Map(from.map(({ topic, partition, offset }) => [`${topic}/${partition}`, offset]));
    const flow = this.group.flow(
      from,
      message => this.receive(message),
      () => this.interrupt(),
    );
    await orWait(KAFKA, flow);
    this.flowing = true;
  }

  /** Partitions were added: a group brings nothing of what it was not given when it was joined. */
  private async joinAnew(partitions: number): Promise<void> {
    await this.close();
    ({ group: this.group, given: this.given } = await join(this.options));
    if (this.given < partitions) throw new WaitError('waits for Kafka to tell of all partitions');
  }

  /** Where each partition is to be read on; one that was added since is read from its beginning. */
  private async positions(): Promise<{ topic: string; partition: number; offset: number }[]> {
    const { target, pool } = this.options;
    const topics = [...target.topics.keys()];
    await pool.query(
      `insert into ${target.schema}.build_positions (topic, partition, topic_id, next_offset, first_offset)
       select topic, partition, topic_id, 0, 0 from messaging.positions where topic = any($1) on conflict do nothing`,
      [topics],
    );
    const { rows } = await pool.query<{ topic: string; partition: number; offset: number; same: boolean }>(
      `select b.topic, b.partition, b.next_offset as "offset", b.topic_id = p.topic_id as same
       from ${target.schema}.build_positions b join messaging.positions p using (topic, partition)`,
    );
    const other = rows.find(({ same }) => !same);
    if (other) throw new Error(`the topic ${other.topic} was made anew: abort this build and begin another`);
    return rows;
  }

  private receive(message: Fetched): void {
    this.inbox.add(message);
    if (this.inbox.size >= FULL && !this.paused) {
      this.paused = true;
      this.group.pause();
    }
    this.arrived();
  }

  private arrival(ms: number): Promise<void> {
    return new Promise(resolve => {
      const timer = setTimeout(resolve, ms);
      this.arrived = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}

/** Whether a partition of the topic that has nothing in the batch has something that the live one has read. */
export function moreToCome(
  { topic, messages }: { readonly topic: string; readonly messages: readonly Pick<Fetched, 'partition'>[] },
  mine: ReadonlyMap<string, number>,
  live: ReadonlyMap<string, number>,
): boolean {
  const here = new Set(messages.map(({ partition }) => `${topic}/${partition}`));
  return [...live].some(
    ([place, next]) => place.startsWith(`${topic}/`) && !here.has(place) && (mine.get(place) ?? 0) < next,
  );
}

interface Joined {
  readonly group: Group;
  /** How many partitions. */
  readonly given: number;
}

async function join(options: SiteOptions): Promise<Joined> {
  let given = 0;
  const joining = joinGroup({
    ...options,
    topics: [...options.target.topics.keys()],
    sessionTimeoutMs: SESSION_MS,
    onAssigned: partitions => (given = partitions.length),
    onError: () => undefined,
  });
  return { group: await orWait(KAFKA, joining), given };
}
