import { fromMessage, partitionOf, type Message } from '@rapport/messaging';
import { feedbackRow, interactionRow } from './fact-rows.ts';

/** A table of facts as a topic that a sink connector can read: a row a message, in the columns' names and types. */
export interface FactTable {
  readonly table: 'interactions' | 'feedback';
  readonly idColumn: string;
  readonly messages: readonly Message[];
  /** The key of the last row of each partition: when all of them are stored, everything is. */
  readonly last: readonly LastRow[];
}

export interface LastRow {
  readonly customerId: string;
  readonly occurredAt: string;
  readonly id: string;
}

type Row = Readonly<Record<string, unknown>>;

const uuid = { type: 'string', name: 'io.debezium.data.Uuid' };
const instant = { type: 'string', name: 'io.debezium.time.ZonedTimestamp' };
const text = { type: 'string' };
const field = (name: string, schema: object, optional = false) => ({ field: name, ...schema, optional });

const common = [
  field('event_id', uuid),
  field('recorded_customer_id', uuid),
  field('occurred_at', instant),
  field('recorded_at', instant),
  field('imported', { type: 'boolean' }),
];
/** Columns of arrays are left to the default of the table: they are empty in these events, and the connector is quicker without. */
const FIELDS = {
  interactions: [
    field('interaction_id', uuid),
    ...common,
    ...['channel', 'direction', 'phase', 'type'].map(name => field(name, text)),
    field('outcome', text, true),
    field('agent_id', text, true),
    field('waited_seconds', { type: 'int64' }, true),
    field('hand_overs', { type: 'int32' }, true),
  ],
  feedback: [
    field('feedback_id', uuid),
    ...common,
    field('survey', text),
    field('score', { type: 'int16' }, true),
    field('channel', text, true),
  ],
};

/** The schema of a table's messages, as Connect's JSON converter wants it. */
export const schemaOf = (table: FactTable['table']): string =>
  JSON.stringify({ type: 'struct', name: `rapport.${table}`, optional: false, fields: FIELDS[table] });

/** The same facts as `events` hold, as rows for both tables. */
export function factTables(events: readonly Message[], partitions: number): FactTable[] {
  const rows = events.map(message => fromMessage(message));
  return [
    tableOf('interactions', 'interaction_id', rows.flatMap(interactionRow), partitions),
    tableOf('feedback', 'feedback_id', rows.flatMap(feedbackRow), partitions),
  ];
}

function tableOf(table: FactTable['table'], idColumn: string, rows: readonly Row[], partitions: number): FactTable {
  const names = FIELDS[table].map(({ field: name }) => name);
  const last = new Map<number, LastRow>();
  const messages = rows.map(row => {
    const customerId = String(row['recorded_customer_id']);
    last.set(partitionOf(customerId, partitions), {
      customerId,
      occurredAt: String(row['occurred_at']),
      id: String(row[idColumn]),
    });
    const value = Object.fromEntries(names.map(name => [name, row[name]]));
    return { key: customerId, value: Buffer.from(JSON.stringify(value)), headers: {} };
  });
  return { table, idColumn, messages, last: [...last.values()] };
}
