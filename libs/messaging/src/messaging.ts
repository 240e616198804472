import { setTimeout as sleep } from 'node:timers/promises';
import type { RecordedEvent, ServiceName } from '@rapport/contracts';
import type { Claim, Decider } from '@rapport/decider';
import type pg from 'pg';
import { waitingFor } from './after.ts';
import { Backlog } from './backlog.ts';
import { Batcher } from './batcher.ts';
import type { Accepted, Command, CommandContext, Outcome } from './command.ts';
import { handleAll, handleMany, type CommandStore } from './commands.ts';
import { publishChanged, resendRecent, type ReadDocuments } from './compacted.ts';
import { EventConsumer } from './consumer.ts';
import type { AnyDecider } from './decide.ts';
import { exported, type Exported } from './exported.ts';
import { erasingOf, erasureProjection, tellErased, type Erasing, type PersonalPlaces } from './erasing.ts';
import { erasureOf } from './erasure.decider.ts';
import { tellReached, type Reached } from './fail-point.ts';
import type { Fill } from './gap.ts';
import type { RunnablePolicy, RunnableProjection } from './handlers.ts';
import { currentOf, identityMap, personOf, type Person } from './identity.ts';
import { createHousekeeping } from './housekeeping.ts';
import { createSender, type Sender } from './kafka.ts';
import { Lease } from './lease.ts';
import { eventsAfter, eventsOf } from './log.ts';
import { Loop } from './loop.ts';
import { parkingOf, type ParkedEvents } from './parked-events.ts';
import { writtenPartitions } from './partitions.ts';
import { checked, createPool } from './pool.ts';
import { refusedOf, type RefusedCommands } from './refused.ts';
import { createRetention } from './retention.ts';
import { createRelay } from './relay.ts';
import { rebuildsOf, type Rebuilds } from './rebuild/rebuilds.ts';
import { LogGuard } from './log-guard.ts';
import { reconcilingOf, type Reconciling } from './reconcile.ts';
import { claimedBy, load, type Loaded } from './streams.ts';
import { passTime } from './timer.ts';
import { subjectNamed } from './subject-names.ts';
import { executeTodos } from './todo.ts';

// The least that Kafka takes by default: a killed reader's partitions wait so long for another.
const SESSION_MS = 6_000;
// What a dead process held comes free when its partitions do.
const LEASE_MS = SESSION_MS;
const LAG_PATIENCE_MS = 2_000;

/** Where messaging tells what a person running it should know: pino's shape. */
export interface Log {
  debug(fields: object, message: string): void;
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}

export interface MessagingOptions {
  readonly service: ServiceName;
  readonly database: string;
  readonly brokers: readonly string[];
  readonly topicPrefix?: string;
  readonly claimsSecret?: string;
  readonly deciders: readonly AnyDecider[];
  readonly projections: readonly RunnableProjection[];
  readonly policies: readonly RunnablePolicy[];
  /** For the service that publishes the customer view. */
  readonly documents?: ReadDocuments;
  /** Where the service keeps personal values of its own, which an erasure has to reach. */
  readonly personal?: PersonalPlaces;
  readonly fill?: Fill;
  readonly log: Log;
  readonly connections?: number;
  readonly sessionTimeoutMs?: number;
  /** Events that may wait to be published before commands are refused. Default: a million. */
  readonly backlogMark?: number | undefined;
  readonly reached?: Reached;
}

/** What a service does with messaging: commands in, events out, read models kept, all from `start` to `stop`. */
export interface Messaging {
  readonly pool: pg.Pool;
  readonly service: ServiceName;
  start(): Promise<void>;
  stop(): Promise<void>;
  /** Why this process should get no traffic; empty when it may. */
  ready(): string[];
  handle<S, C extends { readonly type: string }, E extends { readonly type: string }>(
    decider: Decider<S, C, E>,
    id: string,
    command: C,
    context: CommandContext,
  ): Promise<Accepted<S>>;
  handleMany<S, C extends { readonly type: string }, E extends { readonly type: string }>(
    decider: Decider<S, C, E>,
    commands: readonly Command<C>[],
  ): Promise<Outcome<S>[]>;
  /** All of them or none: throws what refused one. For the rare change of two streams at once. */
  handleAll<S, C extends { readonly type: string }, E extends { readonly type: string }>(
    decider: Decider<S, C, E>,
    commands: readonly Command<C>[],
  ): Promise<Accepted<S>[]>;
  load<S, C extends { readonly type: string }, E extends { readonly type: string }>(
    decider: Decider<S, C, E>,
    id: string,
  ): Promise<Loaded<S> | undefined>;
  /** The events of one stream, the oldest first; none where there is no such stream. */
  history(stream: string): Promise<RecordedEvent[]>;
  /** The stream ids that hold these values, by `<kind>:<value>`. */
  claimed(claims: readonly Claim[]): Promise<Map<string, string>>;
  after(header: string): Promise<void>;
  events(subject: string, after: number, limit: number): Promise<RecordedEvent[]>;
  readonly identity: {
    current(ids: readonly string[]): Promise<Map<string, string>>;
    /** The customer that an id stands for now, and all ids under which something of it was recorded. */
    of(id: string): Promise<Person>;
  };
  readonly parked: ParkedEvents;
  readonly refused: RefusedCommands;
  readonly rebuilds: Rebuilds;
  readonly erasing: Erasing;
  /** All that was recorded under these ids. */
  exported(ids: readonly string[]): Promise<Exported>;
  /** For when the database or the topic was restored to an earlier moment. */
  readonly reconciling: Reconciling;
  /**
   * Figures for the metrics endpoint. `reading`: 1, or 0 when a cause that every event may share has stopped it; `refusing`:
   * 1 while commands are refused because too much waits to be published; `agrees`: 1 while the log and its topic are known to
   * hold the same; `paused`: 1 while partitions are added; `expired`: records of personal values removed for their age, in all;
   * `oversized`: how often this process left a document out that is too large for its topic. `lag` is NaN while Kafka does not answer.
   */
  figures(): Promise<
    Record<'outbox' | 'todo' | 'lag' | 'reading' | 'refusing' | 'agrees' | 'paused' | 'expired' | 'oversized', number>
  >;
}

export function createMessaging(options: MessagingOptions): Messaging {
  const { service, brokers, topicPrefix = '', log, documents, reached = tellReached } = options;
  const onError = (error: unknown): void => log.warn({ err: error }, 'background work failed and will be tried again');
  const pool = createPool(options.database, options.connections ?? 8, onError, {
    onConnect: client => guard.meet(client),
  });
  const place = { service, brokers, topicPrefix, documents: documents !== undefined };
  const guard = new LogGuard(pool, place, log, () => consumer.readAnew());
  const deciders = new Map([...options.deciders, erasureOf(service)].map(decider => [decider.kind, decider]));
  const places = options.personal ?? {};
  const readers = {
    projections: [identityMap, erasureProjection(service, options.deciders, places), ...options.projections],
    policies: options.policies,
    reached,
  };
  let sender: Sender | undefined;
  const currentSender = (): Sender => (sender ??= createSender({ brokers, clientId: service }));
  // A broker that was away may have come back without the end of its log: that is looked at before anything is put behind it.
  let comparedAt = 0;
  const discard = async (): Promise<void> => {
    const old = sender;
    sender = undefined;
    comparedAt = 0;
    await old?.close().catch(() => undefined);
  };

  const relayLease = new Lease(pool, 'relay', LEASE_MS);
  const workLease = new Lease(pool, 'work', LEASE_MS);
  const partitions = writtenPartitions(pool, { service, brokers, topicPrefix }, relayLease);
  const relay = createRelay({
    pool,
    lease: relayLease,
    partitions,
    service,
    topicPrefix,
    sender: currentSender,
    discard,
    reached,
  });
  const relayStep = async (): Promise<boolean> => {
    if ((await relayLease.hold()) === 'other') return false;
    if (sender?.lost) await discard();
    const { epoch } = relayLease;
    if (epoch !== comparedAt) await guard.compare();
    comparedAt = epoch;
    return guard.agrees && relay.step();
  };
  const relaying = new Loop({ min: 5, max: 200, rest: 20, onError }, () =>
    // A network that fails towards the database may fail towards Kafka: a new connection works sooner than an old one tells.
    relayStep().catch(async (error: unknown) => {
      await discard();
      throw error;
    }),
  );
  let oversized = 0;
  const tooLarge = (customer: string, bytes: number): void => {
    oversized += 1;
    log.error(
      { customer, bytes },
      'the document of a customer is too large for its topic and is left out until it changes',
    );
  };
  const publishing = new Loop({ min: 100, max: 200, rest: 50, onError }, async () => {
    const held = documents ? await relayLease.hold() : 'other';
    // Not before the relay has compared the topic with the database: documents of a restored one would be older.
    if (!documents || held === 'other' || comparedAt !== relayLease.epoch || !guard.agrees) return false;
    if (relayLease.epoch !== publishedEpoch) await resendRecent(pool);
    publishedEpoch = relayLease.epoch;
    const givenUp = new AbortController();
    const how = { topicPrefix, partitions: await partitions(), lease: relayLease, signal: givenUp.signal, tooLarge };
    return relayLease.keep(publishChanged(pool, documents, currentSender(), how)).catch(async (error: unknown) => {
      givenUp.abort(error);
      await discard();
      throw error;
    });
  });
  let publishedEpoch = 0;
  const tidy = createHousekeeping(pool);
  const forget = createRetention(pool);
  const backlog = new Backlog(pool, options.backlogMark);
  let toldRefusing = false;
  const measuring = new Loop({ min: 500, max: 500, onError }, async () => {
    await backlog.measure();
    if (backlog.refusing === toldRefusing) return false;
    toldRefusing = backlog.refusing;
    if (toldRefusing) log.error({}, 'too much waits to be published: commands are refused');
    else log.info({}, 'commands are accepted again');
    return false;
  });
  const keepingTime = new Loop(
    { min: 20, max: 500, onError },
    async () => workLease.epoch > 0 && !backlog.refusing && guard.open && passTime(store, deciders),
  );
  const working = new Loop({ min: 20, max: 500, rest: 20, onError }, async () => {
    if ((await workLease.hold()) === 'other') return false;
    await tidy();
    await forget();
    if (backlog.refusing || !guard.open) return false;
    return executeTodos(store, deciders, refused.tell);
  });
  const answering = new Loop(
    { min: 100, max: 500, onError },
    async () => workLease.epoch > 0 && !backlog.refusing && guard.open && tellErased(store, service),
  );
  const store: CommandStore = {
    pool: checked(pool, () => guard.check()),
    service,
    claimsSecret: options.claimsSecret ?? service,
    written(events) {
      backlog.add(events);
      relaying.wake();
    },
    reached,
  };
  const admit = async (): Promise<void> => {
    backlog.admit();
    if (!guard.open) await guard.admit();
  };
  const reconciling = reconcilingOf(pool, place, { service, claimsSecret: store.claimsSecret, deciders }, guard);
  const refused = refusedOf(pool, options.policies, log);
  const parked = parkingOf(pool, readers, topicPrefix, log);
  const { database, projections, fill } = options;
  const rebuilds = rebuildsOf({ pool, database, service, brokers, topicPrefix, projections, fill, reached, log });
  const consumer = new EventConsumer({
    pool,
    service,
    brokers,
    topicPrefix,
    groupId: `${topicPrefix}${service}`,
    sessionTimeoutMs: options.sessionTimeoutMs ?? SESSION_MS,
    readers,
    log,
    fill: options.fill,
    onTodos: () => working.wake(),
    onParked: (topic, events) => parked.count(topic, 'parked', events),
  });
  const batchers = new Map<string, Batcher<Command<{ readonly type: string }>, Outcome<unknown>>>();
  const batcherOf = (decider: AnyDecider) => {
    const present = batchers.get(decider.kind);
    if (present) return present;
    const made = new Batcher(
      { lanes: 2, size: 64, key: (c: Command<{ readonly type: string }>) => c.id },
      (commands: readonly Command<{ readonly type: string }>[]) => handleMany(store, decider, commands),
    );
    batchers.set(decider.kind, made);
    return made;
  };

  return {
    pool,
    service,
    async start() {
      guard.start();
      measuring.start();
      relaying.start();
      if (documents) publishing.start();
      working.start();
      keepingTime.start();
      answering.start();
      consumer.start();
      rebuilds.start();
    },
    async stop() {
      await Promise.all([consumer.stop(), rebuilds.stop()]);
      await Promise.all(
        [working, answering, keepingTime, publishing, relaying, measuring, guard].map(loop => loop.stop()),
      );
      await Promise.all([relayLease.release(), workLease.release()]).catch(onError);
      await discard();
      await pool.end();
    },
    ready: () => [...guard.ready(), ...consumer.ready()],
    async handle(decider, id, command, context) {
      await admit();
      const outcome = await batcherOf(decider as unknown as AnyDecider).submit({ id, command, context });
      if (!outcome.ok) throw outcome.error;
      return outcome as Outcome<never> & { ok: true };
    },
    async handleMany(decider, commands) {
      if (commands.length > 0) await admit();
      return (await handleMany(store, decider as unknown as AnyDecider, commands)) as Outcome<never>[];
    },
    async handleAll(decider, commands) {
      await admit();
      return (await handleAll(store, decider as unknown as AnyDecider, commands)) as Accepted<never>[];
    },
    load: (decider, id) => load(pool, decider, id),
    history: stream => eventsOf(pool, stream),
    claimed: claims => claimedBy({ ...store, pool }, claims),
    after: waitingFor(pool),
    events: async (subject, after, limit) => eventsAfter(pool, await subjectNamed(pool, subject), after, limit),
    identity: { current: ids => currentOf(pool, ids), of: id => personOf(pool, id) },
    parked,
    refused,
    rebuilds,
    exported: ids => exported(pool, ids, places),
    erasing: erasingOf(pool, options.deciders, places),
    reconciling,
    async figures() {
      const { rows } = await pool.query<{ outbox: number; todo: number; paused: number; expired: number }>(
        `select (select count(*) from messaging.outbox) as outbox,
         (select count(*) from messaging.leases where name = 'relay' and paused_at is not null) as paused,
         (select coalesce(sum(removed), 0)::bigint from messaging.removals) as expired,
         (select count(*) from messaging.todo where done_at is null) as todo`,
      );
      // The others matter most while Kafka is away, and whoever asks does not wait for long.
      const behind = consumer.lag().then(
        lags => [...lags.values()].reduce((sum, n) => sum + n, 0),
        () => NaN,
      );
      const lag = await Promise.race([behind, sleep(LAG_PATIENCE_MS, NaN, { ref: false })]);
      const [reading, refusing] = [consumer.reading() ? 1 : 0, backlog.refusing ? 1 : 0];
      return {
        outbox: 0,
        todo: 0,
        paused: 0,
        expired: 0,
        ...rows[0],
        lag,
        reading,
        refusing,
        agrees: guard.agrees ? 1 : 0,
        oversized,
      };
    },
  };
}
