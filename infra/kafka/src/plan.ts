import { PARTITIONS, topics, type TopicDeclaration } from '@rapport/contracts';
import type { TopicState } from '@rapport/messaging';
import { declared } from './declaration.ts';

export interface Wanted {
  /** Default: as many as the topics have, 8 where there are none. A power of two. */
  readonly partitions?: number | undefined;
  /** Default: 3, or as many as there are brokers. Of topics that exist it is only compared, and only where it is given. */
  readonly replication?: number | undefined;
  /** Default: one less than the replicas, 1 at least. */
  readonly minInsync?: number | undefined;
}

export interface Cluster {
  readonly brokers: number;
  readonly topics: ReadonlyMap<string, TopicState>;
}

export interface Change {
  readonly topic: string;
  readonly config: string;
  readonly from: string;
  readonly to: string;
}

/** What there is to do, and what is left to people, each with its reason. */
export interface Plan {
  readonly replication: number;
  readonly create: readonly TopicDeclaration[];
  readonly change: readonly Change[];
  readonly refuse: readonly { readonly topic: string; readonly why: string }[];
  /** Set for a topic and not declared: left alone. */
  readonly besides: readonly { readonly topic: string; readonly config: string; readonly value: string }[];
  /** Topics that are as declared. */
  readonly same: readonly string[];
}

export const isPowerOfTwo = (n: number): boolean => Number.isInteger(n) && n >= 1 && (n & (n - 1)) === 0;

/** What to do so that the cluster has the declared topics. Throws RangeError for sizes that no cluster may have. */
export function planOf(prefix: string, wanted: Wanted, { brokers, topics: present }: Cluster): Plan {
  const names = topics(prefix).map(({ name }) => name);
  const states = [...present].filter(([name]) => names.includes(name)).map(([, state]) => state);
  const replication = wanted.replication ?? states[0]?.replicas ?? Math.min(3, brokers);
  const minInsync = wanted.minInsync ?? Math.max(1, replication - 1);
  const most = states.reduce((n, { partitions }) => Math.max(n, partitions), 0);
  const partitions = wanted.partitions ?? (most === 0 ? PARTITIONS : most);
  check(partitions, replication, minInsync, brokers);
  // A topic that joins others has as many partitions as they: a subject's place is the same everywhere.
  const all = declared(prefix, { partitions: most === 0 ? partitions : most, minInsync });
  const existing = all.flatMap(topic => {
    const state = present.get(topic.name);
    return state === undefined ? [] : [{ topic, state }];
  });
  const change = existing.flatMap(({ topic, state }) => changes(topic, state));
  const refuse = existing.flatMap(({ topic: { name }, state }) =>
    refusals(state, partitions, wanted.replication).map(why => ({ topic: name, why })),
  );
  const busy = new Set([...change, ...refuse].map(({ topic }) => topic));
  return {
    replication,
    create: all.filter(({ name }) => !present.has(name)),
    change,
    refuse,
    besides: existing.flatMap(({ topic, state }) => besides(topic, state)),
    same: existing.map(({ topic }) => topic.name).filter(name => !busy.has(name)),
  };
}

function check(partitions: number, replication: number, minInsync: number, brokers: number): void {
  if (!isPowerOfTwo(partitions)) throw new RangeError(`${partitions} partitions: it must be a power of two`);
  if (replication > brokers) throw new RangeError(`${replication} replicas need as many brokers; there are ${brokers}`);
  if (minInsync > replication)
    throw new RangeError(`${minInsync} replicas in sync can't be had of ${replication}: nothing could be written`);
}

const changes = ({ name, configs }: TopicDeclaration, state: TopicState): Change[] =>
  Object.entries(configs)
    .filter(([config, to]) => state.configs.get(config) !== to)
    .map(([config, to]) => ({ topic: name, config, from: state.configs.get(config) ?? '', to }));

function refusals(state: TopicState, partitions: number, replication: number | undefined): string[] {
  return [
    ...(state.partitions > partitions
      ? [`it has ${state.partitions} partitions, and they can't become ${partitions}: Kafka never takes one away`]
      : []),
    ...(state.partitions < partitions
      ? [
          `it has ${state.partitions} of ${partitions} partitions: ./rapport partitions ${partitions} adds them, because keys ` +
            `change their places and the order of each must be kept`,
        ]
      : []),
    ...(replication !== undefined && state.replicas !== replication
      ? [
          `it has ${state.replicas} replicas, not ${replication}: which brokers get or lose one is a decision, and moves all data ` +
            `(kafka-reassign-partitions)`,
        ]
      : []),
  ];
}

const besides = ({ name, configs }: TopicDeclaration, state: TopicState): Plan['besides'] =>
  state.own
    .filter(config => configs[config] === undefined)
    .map(config => ({ topic: name, config, value: state.configs.get(config) ?? '' }));
