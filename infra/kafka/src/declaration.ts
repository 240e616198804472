import { topics, type TopicDeclaration } from '@rapport/contracts';

const DAY_MS = 86_400_000;

/** What a cluster may choose; all else is the same everywhere. */
export interface Sizes {
  /** A power of two, the same for all topics. */
  readonly partitions: number;
  /** Replicas that must have a message before it is acknowledged. */
  readonly minInsync: number;
}

/** A message is an event of at most 64 kB, or a document; a producer's batch to one partition stays below this too. */
const ALWAYS = { 'max.message.bytes': '1048588', 'unclean.leader.election.enable': 'false' };

/**
 * How each kind of topic keeps what it holds, beyond what subscribers are promised by the contracts. A compacted topic holds
 * personal data: what was replaced or taken back is gone within a day and a half, and the tombstone itself stays for a week, so
 * that a reader that was away learns of it.
 */
const KEPT: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  delete: {},
  compact: {
    // In force only while adding partitions lets Kafka delete as well: what lies where its key no longer is.
    'retention.ms': '-1',
    'retention.bytes': '-1',
    'max.compaction.lag.ms': String(DAY_MS),
    'delete.retention.ms': String(7 * DAY_MS),
    'min.cleanable.dirty.ratio': '0.2',
  },
};

/** Every topic of the system with all its settings: those that the contracts name, so that none can be forgotten. */
export const declared = (prefix: string, { partitions, minInsync }: Sizes): TopicDeclaration[] =>
  topics(prefix, partitions).map(topic => ({
    ...topic,
    configs: {
      ...topic.configs,
      ...KEPT[topic.configs['cleanup.policy'] ?? 'delete'],
      ...ALWAYS,
      'min.insync.replicas': String(minInsync),
    },
  }));
