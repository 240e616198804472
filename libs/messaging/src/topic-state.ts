import type { TopicDeclaration } from '@rapport/contracts';

/** A topic as it is: `configs` are those in force, `own` the names of those that were set for this topic alone. */
export interface TopicState {
  readonly partitions: number;
  readonly replicas: number;
  readonly configs: ReadonlyMap<string, string>;
  readonly own: readonly string[];
}

/** The topics themselves, for whoever sets a cluster up. */
export interface Topics {
  names(): Promise<string[]>;
  /** How many brokers there are. */
  brokers(): Promise<number>;
  /** How many partitions each has. Rejects while one of them has no leader yet. */
  partitions(names: readonly string[]): Promise<Map<string, number>>;
  describe(names: readonly string[]): Promise<Map<string, TopicState>>;
  create(topic: TopicDeclaration, replicas: number): Promise<void>;
  /** Sets these configs and leaves all others alone. */
  alter(name: string, configs: Readonly<Record<string, string>>): Promise<void>;
  addPartitions(names: readonly string[], count: number): Promise<void>;
  /** Forgets what lies before these offsets, one a partition. Kafka refuses where `cleanup.policy` is without `delete`. */
  deleteBefore(name: string, offsets: readonly number[]): Promise<void>;
  remove(names: readonly string[]): Promise<void>;
}
