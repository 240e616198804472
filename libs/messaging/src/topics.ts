import { Admin, ConfigResourceTypes, ConfigSources, IncrementalAlterConfigOperationTypes } from '@platformatic/kafka';
import type { TopicDeclaration } from '@rapport/contracts';
import { base, type Brokers } from './kafka.ts';

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

/** Works over one connection, which is closed at the end; a broker that is not there is an error within two seconds. */
export async function withTopics<Result>(options: Brokers, work: (topics: Topics) => Promise<Result>): Promise<Result> {
  const admin = new Admin({ ...base(options), retries: false, timeout: 10_000, connectTimeout: 2_000 });
  const metadata = (names: readonly string[]) => admin.metadata({ topics: [...names], forceUpdate: true });
  const ofTopic = (resourceName: string) => ({ resourceType: ConfigResourceTypes.TOPIC, resourceName });
  const partitions: Topics['partitions'] = async names =>
    new Map([...(await metadata(names)).topics].map(([topic, { partitionsCount }]) => [topic, partitionsCount]));
  try {
    return await work({
      names: () => admin.listTopics(),
      brokers: async () => (await metadata([])).brokers.size,
      partitions,
      async describe(names) {
        if (names.length === 0) return new Map();
        const { topics } = await metadata(names);
        const described = await admin.describeConfigs({ resources: names.map(ofTopic) });
        return new Map(
          described.map(({ resourceName, configs }) => [
            resourceName,
            {
              partitions: topics.get(resourceName)?.partitionsCount ?? 0,
              replicas: topics.get(resourceName)?.partitions[0]?.replicas.length ?? 0,
              configs: new Map(configs.map(({ name, value }) => [name, value ?? ''])),
              own: configs.filter(c => c.configSource === ConfigSources.DYNAMIC_TOPIC_CONFIG).map(({ name }) => name),
            },
          ]),
        );
      },
      async create({ name, partitions: count, configs }, replicas) {
        const settings = Object.entries(configs).map(([key, value]) => ({ name: key, value }));
        await admin.createTopics({ topics: [name], partitions: count, replicas, configs: settings });
      },
      async alter(topic, settings) {
        const configOperation = IncrementalAlterConfigOperationTypes.SET;
        const configs = Object.entries(settings).map(([name, value]) => ({ name, value, configOperation }));
        await admin.incrementalAlterConfigs({ resources: [{ ...ofTopic(topic), configs }] });
      },
      async addPartitions(names, count) {
        await admin.createPartitions({ topics: names.map(name => ({ name, count, assignments: null })) });
      },
      async deleteBefore(name, offsets) {
        const of = offsets.map((offset, partition) => ({ partition, offset: BigInt(offset) }));
        await admin.deleteRecords({ topics: [{ name, partitions: of }] });
      },
      remove: names => admin.deleteTopics({ topics: [...names] }),
    });
  } finally {
    await admin.close();
  }
}
