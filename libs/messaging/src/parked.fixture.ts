import { analyticsEvents } from '@rapport/contracts';
import { testDatabase, type TestDatabase } from '@rapport/testing';
import { randomUUID } from 'node:crypto';
import { applyBatch, type Readers } from './apply-batch.ts';
import { toMessage } from './cloud-event.ts';
import { defineProjection } from './handlers.ts';
import { ignoring } from './ignoring.ts';
import type { Fetched } from './kafka.ts';
import { isTransient } from './pool.ts';

export const TOPIC = 'analytics.events';
const AT = '2026-01-01T00:00:00.000Z';

/** The event number `sequence` of a subject; without another its value is its number. */
export function numbered(subject: string, sequence: number, value = sequence): Omit<Fetched, 'offset'> {
  const message = toMessage({
    position: sequence,
    id: randomUUID(),
    aggregatetype: 'analytics',
    aggregateid: subject,
    type: 'SatisfactionMoved',
    payload: JSON.stringify({ customerId: subject, value }),
    stream: `tally-${subject}`,
    version: sequence,
    sequence,
    epoch: 1,
    occurredAt: AT,
    recordedAt: AT,
    actor: 'spec',
    imported: false,
    hop: 0,
    traceparent: null,
  });
  return { ...message, topic: TOPIC, partition: 0 };
}

/** A reader of one partition that a spec drives by hand, and a read model that tells what it was told, in that order. */
export interface Desk {
  readonly database: TestDatabase;
  readonly readers: Readers;
  /** What can not be told just now, as `<subject>/<number>`. */
  readonly broken: Set<string>;
  /** Called once, in the transaction that next applies something. */
  meanwhile(work: () => Promise<void>): void;
  begin(): Promise<void>;
  /** Reads messages as the consumer does, those that fail alone are parked; a duplicate of each comes right after it. */
  read(...messages: readonly Omit<Fetched, 'offset'>[]): Promise<void>;
  told(subject: string): Promise<number[]>;
}

interface Told {
  readonly customer: string;
  readonly value: number;
}

export async function openDesk(): Promise<Desk> {
  const database = await testDatabase();
  const { pool } = database;
  await pool.query('create table told (place bigint generated always as identity, customer uuid, value float8)');
  const broken = new Set<string>();
  const works: (() => Promise<void>)[] = [];
  const projection = defineProjection({
    name: 'told',
    from: ['analytics'] as const,
    begin: (): Told[] => [],
    on: {
      ...ignoring(analyticsEvents),
      SatisfactionMoved({ data }, told: Told[]) {
        if (broken.has(`${data.customerId}/${data.value}`)) throw new Error(`${data.value} can not be told`);
        told.push({ customer: data.customerId, value: data.value });
      },
    },
    async commit(told, tx) {
      await works.pop()?.();
      for (const { customer, value } of told)
        await tx.query('insert into told (customer, value) values ($1, $2)', [customer, value]);
    },
  });
  const readers: Readers = { projections: [projection], policies: [] };
  const apply = async (messages: readonly Fetched[]): Promise<void> => {
    const batch = { topic: TOPIC, source: 'analytics' as const, messages };
    const failed = await applyBatch(pool, readers, batch).then(
      () => undefined,
      (error: unknown) => error,
    );
    if (failed === undefined) return;
    if (isTransient(failed)) return apply(messages);
    if (messages.length === 1) {
      await applyBatch(pool, readers, batch, failed instanceof Error ? failed.message : 'failed');
      return;
    }
    await apply(messages.slice(0, messages.length >> 1));
    await apply(messages.slice(messages.length >> 1));
  };
  let offset = 0;
  return {
    database,
    readers,
    broken,
    meanwhile: work => void works.push(work),
    async begin() {
      broken.clear();
      offset = 0;
      await pool.query('truncate told, messaging.positions, messaging.sequences, messaging.parked');
      await pool.query(`insert into messaging.positions values ($1, 0, 'spec', 0)`, [TOPIC]);
    },
    read: (...messages) =>
      apply(messages.flatMap(message => [message, message]).map(message => ({ ...message, offset: offset++ }))),
    async told(subject) {
      const { rows } = await pool.query<Told>('select value from told where customer = $1 order by place', [subject]);
      return rows.map(({ value }) => value);
    },
  };
}

export const range = (from: number, to: number): number[] => Array.from({ length: to - from + 1 }, (_, i) => from + i);
