import { analyticsEvents, eventTopic, PARTITIONS } from '@rapport/contracts';
import { eventually, testDatabase, testTopics, type TestDatabase } from '@rapport/testing';
import type { Readers } from './apply-batch.ts';
import type { Message } from './cloud-event.ts';
import type { Reached } from './fail-point.ts';
import { definePolicy, defineProjection } from './handlers.ts';
import { ignoring } from './ignoring.ts';
import { createSender, tail, type Fetched } from './kafka.ts';
import { patient } from './mortal.fixture.ts';

/** A topic and all that has been read back from it, for many runs: each run has subjects of its own. */
export interface Stacks {
  readonly database: TestDatabase;
  readonly topic: string;
  readonly prefix: string;
  /** What lies in a partition, each message at its offset. */
  readonly log: readonly Fetched[][];
  publish(messages: readonly Message[]): Promise<void>;
  close(): Promise<void>;
}

export async function openStacks(): Promise<Stacks> {
  const [database, topics] = await Promise.all([testDatabase(), testTopics()]);
  patient(database.pool);
  await database.pool.query('create table told (place bigint generated always as identity, customer uuid, value int)');
  const sender = createSender({ brokers: topics.brokers, clientId: 'spec' });
  const topic = eventTopic('analytics', topics.prefix);
  const log: Fetched[][] = Array.from({ length: PARTITIONS }, () => []);
  let count = 0;
  let sent = 0;
  const reader = await tail(
    { brokers: topics.brokers, clientId: 'spec', topics: [topic], from: 'start' },
    message => {
      log[message.partition]?.push(message);
      count++;
    },
    () => undefined,
  );
  return {
    database,
    topic,
    prefix: topics.prefix,
    log,
    async publish(messages) {
      await sender.send(topic, PARTITIONS, messages);
      sent += messages.length;
      const isHere = (): void => {
        if (count < sent) throw new Error('what was sent has not come');
      };
      await eventually(isHere, 15_000, 2);
    },
    async close() {
      await reader.close();
      await sender.close();
      await topics.remove();
      await database.drop();
    },
  };
}

/**
 * A read model that keeps what it is told in the order in which it is told, twice if it is told twice, and a policy that wishes
 * once for each. What is `broken` can't be told just now, as `<subject>/<number>`.
 */
export function readersThatTell(broken: ReadonlySet<string>, reached?: Reached): Readers {
  const told = defineProjection({
    name: 'told',
    from: ['analytics'] as const,
    begin: (): { customer: string; value: number }[] => [],
    on: {
      ...ignoring(analyticsEvents),
      SatisfactionMoved({ data: { customerId, value } }, fold: { customer: string; value: number }[]) {
        if (broken.has(`${customerId}/${value}`)) throw new Error(`${value} can not be told`);
        fold.push({ customer: customerId, value });
      },
    },
    async commit(fold, tx) {
      await tx.query(
        `insert into told (customer, value) select customer, value
         from rows from (unnest($1::uuid[]), unnest($2::int[])) with ordinality as w(customer, value, ord) order by ord`,
        [fold.map(({ customer }) => customer), fold.map(({ value }) => value)],
      );
    },
  });
  const wish = definePolicy({
    name: 'wish',
    from: ['analytics'] as const,
    workOnImported: true,
    on: {
      ...ignoring(analyticsEvents),
      SatisfactionMoved: ({ subject, data: { value } }) => [
        { decider: 'tally', id: subject, subject, command: { type: 'Add', value } as { type: string } },
      ],
    },
  });
  return { projections: [told], policies: [wish], reached };
}
