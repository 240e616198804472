import { setTimeout as sleep } from 'node:timers/promises';
import { eventTopic, type ServiceName } from '@rapport/contracts';
import type pg from 'pg';
import { applyBatch, positionsOf, type Applied, type Batch, type Readers } from './apply-batch.ts';
import { DivergedLogError, PositionError } from './errors.ts';
import { missingBefore, type Fill } from './gap.ts';
import { Gaps, patience } from './gaps.ts';
import { Inbox } from './inbox.ts';
import { joinGroup, type Fetched, type Group, type TopicPartition } from './kafka.ts';
import { inLanes } from './lanes.ts';
import type { Log } from './messaging.ts';
import { ParkedLately } from './parked-lately.ts';
import { MISSING, UNASKED } from './parking.ts';
import { isTransient } from './pool.ts';
import { ToldOffsets } from './told-offsets.ts';
import { Watchdog } from './watchdog.ts';

const FULL = 16_000;
const ROOM = 8000;
// A transaction costs much the same for one event as for a hundred: after small ones, more may come together.
const FEW = 200;
const MUCH = 1000;
const REST_MS = 100;
const TRIES = 3;
const GAP_WAITS_MS = 30_000;
const COUNTED_MS = 5_000;

const rested = async (messages: number): Promise<boolean> => {
  if (messages > 0 && messages < FEW) await sleep(REST_MS);
  return messages > 0;
};

export interface ConsumerOptions {
  readonly pool: pg.Pool;
  readonly service: ServiceName;
  readonly brokers: readonly string[];
  readonly topicPrefix: string;
  readonly groupId: string;
  readonly sessionTimeoutMs: number;
  readonly readers: Readers;
  readonly log: Log;
  /** Asks the owner for the events of a subject after a sequence. */
  readonly fill?: Fill | undefined;
  readonly gapWaitsMs?: number | undefined;
  /** Called when commands were queued by policies. */
  readonly onTodos: () => void;
  readonly onParked?: (topic: string, events: number) => void;
}

/**
 * Reads the topics that the service handles, as one member of its group. The database says where to read on; the group
 * only says which partitions are ours. Errors are never skipped: what is transient is tried again, what is not is
 * narrowed down to one event, and that is parked.
 */
export class EventConsumer {
  private readonly options: ConsumerOptions;
  private readonly inbox = new Inbox();
  private readonly topics: ReadonlyMap<string, ServiceName>;
  private readonly gaps = new Gaps();
  private readonly parked = new ParkedLately();
  /** Partitions given to us and not yet opened; `last` are those given last. */
  private assigned: readonly TopicPartition[] | undefined;
  private last: readonly TopicPartition[] | undefined;
  private diverged: DivergedLogError | undefined;
  private group: Group | undefined;
  private paused = false;
  private stopping = false;
  private reopen = true;
  private working: Promise<void> = Promise.resolve();
  private wake: () => void = () => undefined;
  private readonly watchdog = new Watchdog();
  private flowing = false;
  private flowed = false;
  private partitions = 0;
  private countedAt = 0;
  private readonly told = new ToldOffsets();

  constructor(options: ConsumerOptions) {
    this.options = options;
    const sources = new Set(
      options.readers.projections.flatMap(p => p.from).concat(options.readers.policies.flatMap(p => p.from)),
    );
    this.topics = new Map([...sources].map(source => [eventTopic(source, options.topicPrefix), source]));
  }

  start(): void {
    if (this.topics.size === 0) return;
    const { fill, log } = this.options;
    if (!fill) log.warn({}, 'the settings do not say where to ask for missing events (PEERS, SERVICE_TOKEN_FILE)');
    this.working = this.work();
  }

  async stop(): Promise<void> {
    this.stopping = true;
    this.wake();
    await this.working;
    await this.leave();
  }

  /** Reads on from where the database says, which may be another than before. */
  readAnew(): void {
    this.assigned ??= this.last;
    this.wake();
  }

  /** Why this reader is not ready, or nothing. */
  ready(): string[] {
    if (this.topics.size === 0) return [];
    if (this.diverged) return [this.diverged.message];
    if (this.parked.tooMany()) return ['too many events were parked within ten minutes'];
    const unasked = this.options.fill ? [] : this.gaps.open();
    if (unasked.length > 0) return [`${UNASKED}: ${unasked.join(', ')}`];
    return this.flowed ? [] : ['waiting for partitions'];
  }

  /** Whether it reads at this moment. Kafka may be away for a while: then it doesn't, and is ready all the same to write and answer. */
  readonly reading = (): boolean => this.topics.size === 0 || (this.flowing && this.ready().length === 0);

  /** How far behind the end of the log each partition is. Rejects while Kafka can't be asked. */
  async lag(): Promise<Map<string, number>> {
    if (this.topics.size === 0) return new Map();
    if (!this.group) throw new Error('the readers’ group has not been joined');
    const ends = await this.group.ends([...this.topics.keys()]);
    const { rows } = await this.options.pool.query<TopicPartition & { next: number }>(
      'select topic, partition, next_offset as next from messaging.positions',
    );
    return new Map(
      rows.map(({ topic, partition, next }) => [
        `${topic}/${partition}`,
        Math.max(0, (ends.get(topic)?.[partition] ?? next) - next),
      ]),
    );
  }

  private async work(): Promise<void> {
    const { log } = this.options;
    while (!this.stopping) {
      try {
        this.releaseHeld();
        if (this.reopen) await this.join();
        while (this.assigned) await this.openFlow();
        if (!(await this.applyWhatIsThere())) await this.idle();
        await this.told.tell(this.group, log);
        await this.count();
      } catch (error) {
        if (this.stopping) return;
        if (error instanceof DivergedLogError) return this.giveUp(error);
        log.warn({ err: error }, 'reading events failed and will be tried again');
        this.reopen ||= !isTransient(error) && !(error instanceof PositionError);
        this.assigned ??= this.reopen ? undefined : this.last;
        await sleep(1000);
      }
    }
  }

  /** Reads no further, and says so for as long as the process lives. */
  private giveUp(error: DivergedLogError): void {
    this.diverged = error;
    this.options.log.error({ err: error }, 'reading has stopped');
  }

  private async join(): Promise<void> {
    await this.leave();
    const { brokers, groupId, service, sessionTimeoutMs, log } = this.options;
    this.reopen = false;
    this.group = await joinGroup({
      brokers,
      clientId: service,
      groupId,
      topics: [...this.topics.keys()],
      sessionTimeoutMs,
      onAssigned: partitions => {
        [this.assigned, this.last] = [partitions, partitions];
        this.wake();
      },
      onError: error => log.warn({ err: error }, 'the Kafka client reports an error'),
    }).catch((error: unknown) => {
      this.reopen = true;
      throw error;
    });
  }

  private async leave(): Promise<void> {
    this.flowing = false;
    const group = this.group;
    this.group = undefined;
    if (!group) return;
    await group.close().catch(() => undefined);
  }

  private async openFlow(): Promise<void> {
    const { group, assigned } = this;
    this.assigned = undefined;
    if (!group || !assigned) return;
    await group.halt();
    const topics = [...this.topics.keys()];
    const [ids, starts] = [await group.topicIds(topics), await group.starts(topics)];
    this.partitions = await group.partitions(topics);
    const from = await positionsOf(this.options.pool, assigned, ids, starts);
    this.inbox.clear();
    this.paused = false;
    await group.flow(
      from,
      message => this.receive(message),
      error => this.flowEnded(error),
    );
    this.flowing = true;
    this.flowed = true;
    this.watchdog.progressed();
    this.options.log.info({ partitions: from.length }, 'reading events');
  }

  private flowEnded(error?: Error): void {
    this.options.log.warn({ err: error }, 'the flow of events ended and will be opened again');
    this.reopen = true;
    this.wake();
  }

  private receive(message: Fetched): void {
    // What comes for a held partition is fetched again when it is released: it must not fill the inbox meanwhile.
    if (this.gaps.isHeld(message)) return;
    this.inbox.add(message);
    if (this.inbox.size >= FULL && !this.paused) {
      this.paused = true;
      this.group?.pause();
    }
    this.wake();
  }

  /** Where much is waiting, two halves of the partitions at once: they share nothing but what replicas do. */
  private async applyWhatIsThere(): Promise<boolean> {
    if (this.inbox.size < MUCH) return this.applyRound();
    return inLanes(
      async lane => rested(await this.applyNext(lane)),
      () => this.goesOn(),
    );
  }

  private goesOn(): boolean {
    return !this.stopping && !this.reopen && !this.assigned;
  }

  /** A batch of each topic in turn before it rests: else what comes by one would wait for the rests of all. */
  private async applyRound(): Promise<boolean> {
    let messages = 0;
    for (let turn = 0; turn < this.topics.size && this.goesOn(); turn++) {
      const applied = await this.applyNext();
      if (applied === 0) break;
      messages += applied;
    }
    return rested(messages);
  }

  /** Applies one batch. Answers of how many messages: none when there is none. */
  private async applyNext(lane?: number): Promise<number> {
    const next = this.inbox.next(lane);
    if (!next) return 0;
    const source = this.topics.get(next.topic);
    if (!source) throw new Error(`a message of the topic ${next.topic} came, which was not asked for`);
    await this.apply({ ...next, source });
    this.watchdog.progressed();
    this.resumeWithRoom();
    return next.messages.length;
  }

  private resumeWithRoom(): void {
    if (!this.paused || this.inbox.size > ROOM) return;
    this.paused = false;
    this.group?.resume();
  }

  private async apply(batch: Batch, tries = 1): Promise<void> {
    const { pool, readers } = this.options;
    try {
      await this.advance(batch, await applyBatch(pool, readers, batch));
    } catch (error) {
      if (isTransient(error) || error instanceof DivergedLogError || error instanceof PositionError) throw error;
      if (batch.messages.length > 1) return this.narrow(batch);
      if (tries < TRIES) return this.apply(batch, tries + 1);
      await this.park(batch, error);
    }
  }

  /** Halves the batch until the event that fails stands alone. */
  private async narrow(batch: Batch): Promise<void> {
    const half = batch.messages.length >> 1;
    await this.apply({ ...batch, messages: batch.messages.slice(0, half) });
    await this.apply({ ...batch, messages: batch.messages.slice(half) });
  }

  private async park(batch: Batch, error: unknown): Promise<void> {
    const { pool, readers, log } = this.options;
    const [message] = batch.messages;
    if (this.parked.tooMany() && message) {
      log.error({ err: error, topic: batch.topic }, 'too many events were parked: the cause must be common');
      this.stopPartition(message, ParkedLately.rest);
      return;
    }
    const reason = error instanceof Error ? error.message : String(error);
    await this.advance(batch, await applyBatch(pool, readers, batch, reason));
    this.parked.add();
    log.error(
      { err: error, topic: batch.topic, type: message?.headers.ce_type, eventId: message?.headers.ce_id },
      'an event was parked',
    );
  }

  private async advance({ topic, source }: Batch, applied: Applied): Promise<void> {
    await this.options.readers.reached?.('applied');
    for (const [partition, next] of applied.next) {
      this.inbox.drop(topic, partition, next);
      this.told.set(topic, partition, next);
      this.gaps.passed({ topic, partition, offset: next });
    }
    for (const gap of applied.gaps) await this.hold(source, gap);
    if (applied.todos > 0) this.options.onTodos();
    if (applied.parked > 0) this.options.onParked?.(topic, applied.parked);
  }

  /** A gap holds its partition while what is missing may come by itself. */
  private async hold(source: ServiceName, gap: Fetched): Promise<void> {
    const { pool, log, fill, gapWaitsMs = GAP_WAITS_MS } = this.options;
    const before = await this.gaps.look(pool, this.group, gap);
    const { topic, partition, headers } = gap;
    const fields = { topic, partition, subject: gap.key, sequence: headers.ce_sequence };
    if (!before) log.warn(fields, 'events are missing before this one');
    const ms = patience(before, fill !== undefined, gapWaitsMs);
    if (ms === undefined) await this.close(source, gap);
    else this.stopPartition(gap, ms);
  }

  /** Asks the owner for what is missing, and again after a while if it can't be asked; what it does not have is parked. */
  private async close(source: ServiceName, gap: Fetched): Promise<void> {
    const { pool, log, fill, gapWaitsMs = GAP_WAITS_MS } = this.options;
    const batch = { topic: gap.topic, source, messages: [gap] };
    const missing = await missingBefore(pool, fill, source, gap).catch((error: unknown) => {
      log.warn({ err: error, topic: gap.topic, source }, 'the owner of missing events could not be asked');
      return undefined;
    });
    if (missing === undefined) return this.stopPartition(gap, gapWaitsMs);
    if (missing.length > 0) await this.applyFilled({ ...batch, messages: [...missing, gap] });
    else await this.park(batch, new Error(fill ? MISSING : UNASKED));
  }

  private stopPartition(place: Fetched, ms: number): void {
    this.gaps.stop(place, Date.now() + ms);
    this.inbox.forget(place.topic, place.partition);
    // It may have been what filled the inbox; the others must not wait for what comes after this.
    this.resumeWithRoom();
  }

  /** What the owner gave goes in together with the event it was missing before, or not at all: it shares its place. */
  private async applyFilled(batch: Batch): Promise<void> {
    const { pool, readers } = this.options;
    try {
      await this.advance(batch, await applyBatch(pool, readers, batch));
    } catch (error) {
      if (isTransient(error)) throw error;
      await this.park(batch, error);
    }
  }

  /** Partitions whose wait is over are fetched again from where they stopped. */
  private releaseHeld(): void {
    if (this.gaps.release()) this.assigned ??= this.last;
  }

  private async idle(): Promise<void> {
    if (this.flowing && this.watchdog.due()) await this.watch();
    await new Promise<void>(resolve => {
      const timer = setTimeout(resolve, 500);
      this.wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  /** A client that brings nothing although there is something is replaced. */
  private async watch(): Promise<void> {
    const behind = await this.lag();
    const waits = ({ topic, partition }: TopicPartition): boolean =>
      (behind.get(`${topic}/${partition}`) ?? 0) > 0 && !this.gaps.isHeld({ topic, partition });
    if (!this.watchdog.looked(this.inbox.size === 0 && (this.last?.some(waits) ?? false))) return;
    this.options.log.warn({ behind: Object.fromEntries(behind) }, 'the Kafka client brings nothing and is replaced');
    this.reopen = true;
  }

  /** Partitions were added: the group shares them out anew when it is joined again. The client itself doesn't look. */
  private async count(): Promise<void> {
    if (!this.flowing || Date.now() - this.countedAt < COUNTED_MS) return;
    this.countedAt = Date.now();
    const partitions = await this.group?.partitions([...this.topics.keys()]).catch(() => undefined);
    if (partitions !== undefined && partitions > this.partitions) this.reopen = true;
  }
}
