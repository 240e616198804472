import { customersTopic } from '@rapport/contracts';
import { Kafka, logLevel } from 'kafkajs';
import { randomUUID } from 'node:crypto';

/** What a subscriber with another client keeps of the compacted topic: of each customer the highest version. */
export interface Published {
  /** Whether anything was ever published of this customer. */
  has(customerId: string): boolean;
  /** Undefined where the last thing said is that there is none. */
  document(customerId: string): Record<string, unknown> | undefined;
  version(customerId: string): number;
  /** Whether each value carries the version that its header says. */
  inOrder(): boolean;
  close(): Promise<void>;
}

interface Kept {
  readonly version: number;
  readonly document: Record<string, unknown> | undefined;
}

/** Follows the topic from its beginning by kafkajs, which shares no code with the client that wrote it. */
export async function publishedIn(topics: { brokers: readonly string[]; prefix: string }): Promise<Published> {
  const kafka = new Kafka({ clientId: 'specs', brokers: [...topics.brokers], logLevel: logLevel.NOTHING });
  const consumer = kafka.consumer({ groupId: `specs-${randomUUID()}` });
  const kept = new Map<string, Kept>();
  let agree = true;
  await consumer.connect();
  await consumer.subscribe({ topic: customersTopic(topics.prefix), fromBeginning: true });
  await consumer.run({
    eachMessage: async ({ message: { key, value, headers } }) => {
      const customer = key?.toString() ?? '';
      const version = Number(headers?.['version']?.toString());
      const document: Record<string, unknown> | undefined = value === null ? undefined : JSON.parse(value.toString());
      agree &&= document === undefined || Number(document['version']) >= version;
      if (version >= (kept.get(customer)?.version ?? 0)) kept.set(customer, { version, document });
    },
  });
  return {
    has: customer => kept.has(customer),
    document: customer => kept.get(customer)?.document,
    version: customer => kept.get(customer)?.version ?? 0,
    inOrder: () => agree,
    close: () => consumer.disconnect(),
  };
}
