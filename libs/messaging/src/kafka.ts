import {
  compatibilityPartitioner,
  Consumer,
  findErrorBy,
  Producer,
  ProduceAcks,
  stringDeserializer,
  stringSerializer,
  type GroupAssignment,
  type Message as Received,
  type MessagesStream,
} from '@platformatic/kafka';
import { assign } from './assign.ts';
import type { Message } from './cloud-event.ts';
import { PassedTurnError } from './errors.ts';
import { within } from './within.ts';

/** With `topics.ts` the only file that knows the Kafka client: messages, written and read. */
export interface Brokers {
  readonly brokers: readonly string[];
  readonly clientId: string;
}

export interface TopicPartition {
  readonly topic: string;
  readonly partition: number;
}

export interface Fetched extends Message, TopicPartition {
  readonly offset: number;
}

export interface Stamped extends Fetched {
  /** When the broker took it, in ms since 1970. */
  readonly timestamp: number;
}

// Longer than the client itself tries again and again.
const SEND_MS = 90_000;
const JOIN_MS = 90_000;
const CLOSE_MS = 3000;

/** What each connection of the client is made with. */
export const base = ({ brokers, clientId }: Brokers) => ({
  clientId,
  bootstrapBrokers: [...brokers],
  connectTimeout: 5000,
  timeout: 15_000,
  metadataMaxAge: 60_000,
});

// The same customers come again and again, and the hash of a key costs more than all else that is done to choose its partition.
const KEYS_KNOWN = 20_000;
const HASHES = new Map<string, number>();

/** The partition of a key: murmur2 as in the Java client, so that every client of the topic agrees. */
export function partitionOf(key: string, partitions: number): number {
  let hash = HASHES.get(key);
  if (hash === undefined) {
    hash = compatibilityPartitioner({ topic: '' }, Buffer.from(key));
    if (HASHES.size === KEYS_KNOWN) HASHES.clear();
    HASHES.set(key, hash);
  }
  return hash % partitions;
}

/** Leave to write once. A broker refuses what comes to a partition under a lower number of the same producer than has written there. */
export interface Turn {
  readonly producer: bigint;
  /** From 0 to 32767. */
  readonly number: number;
}

export interface Sender {
  /**
   * Resolves when all of them are on all in-sync replicas; otherwise rejects, and some may have arrived, or arrive later, even
   * after it was closed. With a turn not behind what went under a later one: then it rejects with PassedTurnError.
   */
  send(topic: string, partitions: number, messages: readonly Message[], turn?: Turn): Promise<void>;
  /** A producer for turns, which nobody has had before. */
  identify(): Promise<bigint>;
  /** Whether a connection to a broker was lost since it was made: that one may have come back with less than it had. */
  readonly lost: boolean;
  close(): Promise<void>;
}

export function createSender(options: Brokers): Sender {
  const producer = new Producer<string, Buffer, string, string>({
    ...base(options),
    idempotent: true,
    acks: ProduceAcks.ALL,
    retries: 3,
    retryDelay: 200,
    serializers: { key: stringSerializer, value: bytes, headerKey: stringSerializer, headerValue: stringSerializer },
  });
  let lost = false;
  producer.on('client:broker:disconnect', () => (lost = true));
  // The client takes a partition beyond those that it knows of for one of these, and may not have heard of more yet.
  const know = async (topic: string, partitions: number): Promise<void> => {
    const count = async (forceUpdate: boolean): Promise<number> =>
      (await within('asking about the topic', producer.metadata({ topics: [topic], forceUpdate }))).topics.get(topic)
        ?.partitionsCount ?? 0;
    if ((await count(false)) < partitions && (await count(true)) < partitions)
      throw new Error(`${topic} has fewer than ${partitions} partitions`);
  };
  return {
    get lost() {
      return lost;
    },
    async identify() {
      return (await within('asking for a producer', producer.initIdempotentProducer({}))).producerId;
    },
    async send(topic, partitions, messages, turn) {
      await know(topic, partitions);
      const wanted = new Set<number>();
      const records = messages.map(({ key, value, headers }) => {
        const partition = partitionOf(key, partitions);
        wanted.add(partition);
        return { topic, partition, key, headers: { ...headers }, ...(value !== null && { value }) };
      });
      const sending = producer.send({ messages: records, ...(turn && under(turn)) });
      const { offsets = [] } = await within('sending', sending, SEND_MS).catch((error: unknown) => {
        const passed = error instanceof Error && findErrorBy(error, 'apiId', 'INVALID_PRODUCER_EPOCH') !== null;
        throw passed ? new PassedTurnError(topic) : error;
      });
      // A producer may answer for fewer partitions than it was given when a leader moves: those messages are not there.
      for (const { topic: answered, partition } of offsets) if (answered === topic) wanted.delete(partition);
      if (wanted.size > 0) throw new Error(`no answer for partitions ${[...wanted].join(', ')} of ${topic}`);
    },
    close: () => within('closing', producer.close(true), CLOSE_MS),
  };
}

// To the client whoever counts for himself is not idempotent; to the broker he is, since every turn begins at the first number.
const under = ({ producer, number }: Turn) => ({
  idempotent: false,
  acks: ProduceAcks.ALL,
  producerId: producer,
  producerEpoch: number,
});

const bytes = (data?: Buffer): Buffer | undefined => data;

export interface Group {
  /** Ends the present flow of messages, if any: no message of it comes any more. */
  halt(): Promise<void>;
  /** Starts a flow from these offsets; messages of other partitions are left out. */
  flow(
    from: readonly (TopicPartition & { readonly offset: number })[],
    onMessage: (m: Fetched) => void,
    onEnd: (e?: Error) => void,
  ): Promise<void>;
  pause(): void;
  resume(): void;
  /** Tells Kafka where we are: for its lag figures only. */
  commit(offsets: readonly (TopicPartition & { readonly offset: number })[]): Promise<void>;
  ends(topics: readonly string[]): Promise<Map<string, number[]>>;
  starts(topics: readonly string[]): Promise<Map<string, number[]>>;
  topicIds(topics: readonly string[]): Promise<Map<string, string>>;
  /** How many partitions they have now, all together. */
  partitions(topics: readonly string[]): Promise<number>;
  close(): Promise<void>;
}

export interface GroupOptions extends Brokers {
  readonly groupId: string;
  readonly topics: readonly string[];
  readonly sessionTimeoutMs: number;
  readonly onAssigned: (partitions: readonly TopicPartition[]) => void;
  readonly onError: (error: Error) => void;
}

/** Joins the group; `onAssigned` is called at once and after every rebalance. */
export async function joinGroup(options: GroupOptions): Promise<Group> {
  const consumer = new Consumer<string, Buffer, string, string>({
    ...base(options),
    groupId: options.groupId,
    autocommit: false,
    sessionTimeout: options.sessionTimeoutMs,
    rebalanceTimeout: options.sessionTimeoutMs,
    heartbeatInterval: Math.floor(options.sessionTimeoutMs / 5),
    maxBytes: 4_194_304,
    maxWaitTime: 100,
    retries: 3,
    retryDelay: 300,
    partitionAssigner: (_self, members, topics, metadata) =>
      assign(
        members,
        [...topics].map(topic => [topic, metadata.topics.get(topic)?.partitionsCount ?? 0]),
      ),
    deserializers: { key: text, value: bytes, headerKey: text, headerValue: text },
  });
  consumer.on('error', options.onError);
  const assigned = ({ assignments }: { assignments?: GroupAssignment[] }): void =>
    options.onAssigned(
      (assignments ?? []).flatMap(({ topic, partitions }) => partitions.map(partition => ({ topic, partition }))),
    );
  consumer.on('consumer:group:join', assigned);
  // A client that hangs while it is closed may still join again: whoever replaced it must not take that for its own share.
  const leave = (): Promise<void> => {
    consumer.off('consumer:group:join', assigned);
    return within('closing', consumer.close(true), CLOSE_MS);
  };
  consumer.topics.trackAll(...options.topics);
  await within('joining the group', consumer.joinGroup({}), JOIN_MS).catch(async (error: unknown) => {
    await leave().catch(() => undefined);
    throw error;
  });
  let stream: MessagesStream<string, Buffer, string, string> | undefined;
  const stop = (): void => {
    const old = stream;
    stream = undefined;
    old?.removeAllListeners('data');
    old?.destroy();
  };
  const at = (topics: readonly string[], timestamp: bigint): Promise<Map<string, bigint[]>> =>
    within('asking for offsets', consumer.listOffsets({ topics: [...topics], timestamp }));
  const metadata = (topics: readonly string[]) =>
    within('asking about topics', consumer.metadata({ topics: [...topics], forceUpdate: true }));
  return {
    halt: async () => stop(),
    async flow(from, onMessage, onEnd) {
      stop();
      if (from.length === 0) return;
      const wanted = new Set(from.map(({ topic, partition }) => `${topic}/${partition}`));
      const offsets = from.map(({ topic, partition, offset }) => ({ topic, partition, offset: BigInt(offset) }));
      const opening = consumer.consume({ topics: [...options.topics], mode: 'manual', fallbackMode: 'fail', offsets });
      const opened = await within('opening the flow', opening).catch((error: unknown) => {
        opening.then(discard, () => undefined);
        throw error;
      });
      stream = opened;
      opened.on('data', message => {
        if (stream === opened && wanted.has(`${message.topic}/${message.partition}`)) onMessage(fetched(message));
      });
      opened.on('error', error => stream === opened && onEnd(error));
      opened.on('close', () => stream === opened && onEnd());
    },
    pause: () => void stream?.pause(),
    resume: () => void stream?.resume(),
    async commit(offsets) {
      const at = offsets.map(o => ({ ...o, offset: BigInt(o.offset), leaderEpoch: -1 }));
      await within('committing offsets', consumer.commit({ offsets: at }));
    },
    ends: async topics => numbers(await at(topics, -1n)),
    starts: async topics => numbers(await at(topics, -2n)),
    topicIds: async topics => new Map([...(await metadata(topics)).topics].map(([topic, { id }]) => [topic, id])),
    partitions: async topics =>
      [...(await metadata(topics)).topics.values()].reduce((sum, { partitionsCount }) => sum + partitionsCount, 0),
    async close() {
      stop();
      await leave();
    },
  };
}

/** Ends a flow that came too late: nobody hears what it brings, nor its errors, which would end the process. */
function discard(late: MessagesStream<string, Buffer, string, string>): void {
  late.on('error', () => undefined);
  late.destroy();
}

const text = (data?: Buffer): string => stringDeserializer(data) ?? '';
const numbers = (offsets: Map<string, bigint[]>): Map<string, number[]> =>
  new Map([...offsets].map(([topic, all]) => [topic, all.map(Number)]));

function fetched(message: Received<string, Buffer, string, string>): Stamped {
  const { topic, partition, key, value, headers, offset, timestamp } = message;
  return {
    topic,
    partition,
    key,
    value: Buffer.isBuffer(value) ? value : null,
    headers: Object.fromEntries(headers),
    offset: Number(offset),
    timestamp: Number(timestamp),
  };
}

/** A reader without offsets of its own in Kafka: everything of some topics from given offsets on. */
export interface Tail {
  /** The offset asked for next. Beyond the last message delivered where batches were empty or are still on their way. */
  next(topic: string, partition: number): number | undefined;
  close(): Promise<void>;
}

/** The first offset of each partition and the one after its last; the id is another when the topic was made anew. */
export interface Bounds {
  readonly id: string;
  readonly starts: readonly number[];
  readonly ends: readonly number[];
}

/** How far a topic reaches at this moment. Asked over a connection of its own, so that it tells of a reader that hangs. */
export const boundsOf = (options: Brokers, topic: string): Promise<Bounds> =>
  asking(options, topic, async (at, id) => ({ id: await id(), starts: await at(-2n), ends: await at(-1n) }));

/** The first offset of each partition whose message is not older than this (ms since 1970); the end where there is none. */
export const offsetsAt = (options: Brokers, topic: string, ms: number): Promise<number[]> =>
  asking(options, topic, async at => {
    const [found, ends] = [await at(BigInt(Math.max(0, Math.floor(ms)))), await at(-1n)];
    return found.map((offset, partition) => (offset < 0 ? (ends[partition] ?? 0) : offset));
  });

async function asking<Answer>(
  options: Brokers,
  topic: string,
  ask: (at: (timestamp: bigint) => Promise<number[]>, id: () => Promise<string>) => Promise<Answer>,
): Promise<Answer> {
  const consumer = new Consumer({ ...base(options), groupId: options.clientId, retries: 1 });
  consumer.on('error', () => undefined);
  try {
    return await ask(
      async timestamp => ((await consumer.listOffsets({ topics: [topic], timestamp })).get(topic) ?? []).map(Number),
      async () => (await consumer.metadata({ topics: [topic] })).topics.get(topic)?.id ?? '',
    );
  } finally {
    await consumer.close(true);
  }
}

export async function tail(
  options: Brokers & {
    readonly topics: readonly string[];
    readonly from: 'start' | 'end' | readonly (TopicPartition & { readonly offset: number })[];
  },
  onMessage: (message: Stamped) => void,
  onError: (error: Error) => void,
): Promise<Tail> {
  const consumer = new Consumer<string, Buffer, string, string>({
    ...base(options),
    groupId: `${options.clientId}-${crypto.randomUUID()}`,
    autocommit: false,
    maxBytes: 4_194_304,
    maxWaitTime: 250,
    deserializers: { key: text, value: bytes, headerKey: text, headerValue: text },
  });
  consumer.on('error', onError);
  let closing = false;
  const start =
    options.from === 'start'
      ? { mode: 'earliest' as const }
      : options.from === 'end'
        ? { mode: 'latest' as const }
        : {
            mode: 'manual' as const,
            fallbackMode: 'fail' as const,
            offsets: options.from.map(o => ({ ...o, offset: BigInt(o.offset) })),
          };
  const stream = await consumer.consume({ topics: [...options.topics], ...start }).catch(async (error: unknown) => {
    await consumer.close(true).catch(() => undefined);
    throw error;
  });
  stream.on('data', message => onMessage(fetched(message)));
  stream.on('error', onError);
  stream.on('close', () => closing || onError(new Error('the stream of messages has ended')));
  return {
    next: (topic, partition) => {
      const offset = stream.offsetsToFetch.get(`${topic}:${partition}`);
      return offset === undefined ? undefined : Number(offset);
    },
    async close() {
      closing = true;
      stream.destroy();
      await consumer.close(true);
    },
  };
}
