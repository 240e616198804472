import { schemaOf, type FactTable } from './fact-messages.ts';

export interface SinkTuning {
  /** Rows a statement; the consumer's max.poll.records follows it, as the connector's documentation asks for. */
  readonly batch: number;
  readonly tasks: number;
  /** One statement over arrays instead of a row each. */
  readonly unnest: boolean;
}

const lines = (settings: Readonly<Record<string, string | number | boolean>>): string =>
  Object.entries(settings)
    .map(([key, value]) => `${key}=${value}\n`)
    .join('');

/** A standalone worker: the settings of its properties file. */
export const workerSettings = (brokers: readonly string[], dir: string, port: number): string =>
  lines({
    'bootstrap.servers': brokers.join(','),
    'key.converter': 'org.apache.kafka.connect.storage.StringConverter',
    'value.converter': 'org.apache.kafka.connect.json.JsonConverter',
    'offset.storage.file.filename': `${dir}/offsets`,
    'plugin.discovery': 'service_load',
    listeners: `http://127.0.0.1:${port}`,
    'connector.client.config.override.policy': 'All',
  });

/**
 * A connector for one table: upserts by the table's primary key, so that what is delivered twice is stored once, into the very
 * table that ours writes. The schema stands here and not in each message, which Connect can since 4.2: it would be half the work.
 */
export const connectorSettings = (
  { table, idColumn }: Pick<FactTable, 'table' | 'idColumn'>,
  topic: string,
  database: URL,
  { batch, tasks, unnest }: SinkTuning,
): string =>
  lines({
    name: `facts-${table}-${database.pathname.slice(1)}`,
    'connector.class': 'io.debezium.connector.jdbc.JdbcSinkConnector',
    'tasks.max': tasks,
    topics: topic,
    'value.converter': 'org.apache.kafka.connect.json.JsonConverter',
    'value.converter.schemas.enable': true,
    'value.converter.schema.content': schemaOf(table),
    'connection.url': `jdbc:postgresql://${database.host}${database.pathname}?reWriteBatchedInserts=true`,
    'connection.username': decodeURIComponent(database.username),
    'connection.password': decodeURIComponent(database.password),
    'connection.pool.min_size': 1,
    'connection.pool.max_size': 4,
    'insert.mode': 'upsert',
    'primary.key.mode': 'record_value',
    'primary.key.fields': `recorded_customer_id,occurred_at,${idColumn}`,
    'schema.evolution': 'none',
    'collection.name.format': `facts.${table}`,
    'batch.size': batch,
    'dialect.postgres.unnest.insert.enabled': unnest,
    'consumer.override.max.poll.records': batch,
    'consumer.override.auto.offset.reset': 'earliest',
  });
