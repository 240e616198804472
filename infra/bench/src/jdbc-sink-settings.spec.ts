import { describe, expect, it } from '@jest/globals';
import { connectorSettings } from './jdbc-sink-settings.ts';

describe('the settings of a sink connector', () => {
  const database = new URL('postgresql://someone:a%40b@127.0.0.1:4532/bench_1');
  const settings = connectorSettings({ table: 'feedback', idColumn: 'feedback_id' }, 'b1.facts.feedback', database, {
    batch: 1000,
    tasks: 2,
    unnest: true,
  });

  it('lead to the database of the run, with the password as it is', () => {
    expect(settings).toContain('connection.url=jdbc:postgresql://127.0.0.1:4532/bench_1?');
    expect(settings).toContain('connection.password=a@b\n');
  });

  it('let a poll bring as many records as a batch takes', () => {
    expect(settings).toContain('batch.size=1000\n');
    expect(settings).toContain('consumer.override.max.poll.records=1000\n');
  });

  it('store a row once, however often it is delivered', () => {
    expect(settings).toContain('insert.mode=upsert\n');
    expect(settings).toContain('primary.key.fields=recorded_customer_id,occurred_at,feedback_id\n');
  });
});
