import { describe, expect, it } from '@jest/globals';
import { partitionOf } from '@rapport/messaging';
import Type from 'typebox';
import { Compile } from 'typebox/compile';
import { factTables, schemaOf } from './fact-messages.ts';
import { customers, messages } from './rows.ts';

const events = messages(400, customers(20));
const fields = Compile(Type.Object({ fields: Type.Array(Type.Object({ field: Type.String() })) }));

function columnsOf(table: 'interactions' | 'feedback'): string[] {
  const schema: unknown = JSON.parse(schemaOf(table));
  return fields.Parse(schema).fields.map(({ field }) => field);
}

describe('facts as rows for a sink connector', () => {
  const tables = factTables(events, 8);

  it('hold every event once, as a row of its table', () => {
    expect(tables.map(({ table, messages: rows }) => [table, rows.length])).toEqual([
      ['interactions', 300],
      ['feedback', 100],
    ]);
  });

  it('have exactly the fields of their schema', () => {
    for (const { table, messages: rows } of tables) {
      const row: unknown = JSON.parse(String(rows[0]?.value));
      expect(Object.keys(row ?? {})).toEqual(columnsOf(table));
    }
  });

  it('know the last row of each partition', () => {
    for (const { idColumn, messages: rows, last } of tables) {
      const partitions = new Map(rows.map(({ key, value }) => [partitionOf(key, 8), String(value)]));
      expect(last).toHaveLength(partitions.size);
      for (const { customerId, id } of last)
        expect(partitions.get(partitionOf(customerId, 8))).toContain(`"${idColumn}":"${id}"`);
    }
  });
});
