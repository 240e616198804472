import { eventTopic, type ServiceName } from '@rapport/contracts';
import type { Rebuild, RunnableProjection } from '../handlers.ts';
import type { Tx } from '../pool.ts';
import { renamed } from './renamed.ts';

/** Where a read model is built anew: tables of the same names in a schema of its own, with positions and numbers of its own. */
export interface Target {
  readonly projection: RebuildableProjection;
  readonly version: number;
  readonly schema: string;
  readonly tables: readonly Table[];
  /** Topic → whose events it has. */
  readonly topics: ReadonlyMap<string, ServiceName>;
  /** The transaction in which the names of what is live mean what is built. */
  readonly own: (tx: Tx) => Tx;
}

export interface Table {
  readonly live: string;
  readonly built: string;
  /** The column that says whose a row is. */
  readonly whose: string;
}

export type RebuildableProjection = RunnableProjection & { readonly rebuild: Rebuild };

export const isRebuildable = (projection: RunnableProjection): projection is RebuildableProjection =>
  projection.rebuild !== undefined;

export const versionOf = ({ rebuild }: RebuildableProjection): number => rebuild.version ?? 1;

export function targetOf(projection: RebuildableProjection, topicPrefix: string): Target {
  const schema = `build_${projection.name.replaceAll('-', '_')}`;
  const tables = Object.entries(projection.rebuild.tables).map(([live, whose]) => ({
    live,
    built: `${schema}.${live.slice(live.indexOf('.') + 1)}`,
    whose,
  }));
  const names = new Map([
    ['messaging.positions', `${schema}.build_positions`],
    ['messaging.sequences', `${schema}.build_sequences`],
    ...tables.map(({ live, built }) => [live, built] as const),
  ]);
  return {
    projection,
    version: versionOf(projection),
    schema,
    tables,
    topics: new Map(projection.from.map(source => [eventTopic(source, topicPrefix), source])),
    own: tx => renamed(tx, names),
  };
}
