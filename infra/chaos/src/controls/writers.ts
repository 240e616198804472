import type { Decider } from '@rapport/decider';
import { createMessaging, quiet } from '@rapport/messaging';
import type { Side } from './side.ts';

interface Count {
  readonly type: 'Count';
  readonly customerId: string;
}
interface Counted {
  readonly type: 'SatisfactionMoved';
  readonly data: { readonly customerId: string; readonly value: number };
}

const counter: Decider<number, Count | { readonly type: 'PassTime'; readonly now: string }, Counted> = {
  kind: 'counter',
  stateVersion: 1,
  initial: 0,
  decide: (command, n) =>
    command.type === 'PassTime'
      ? { events: [] }
      : { events: [{ type: 'SatisfactionMoved', data: { customerId: command.customerId, value: (n % 100) + 1 } }] },
  evolve: n => n + 1,
};

/**
 * So many commands, each of a customer of its own, through the real write path, from several writers at once as so many
 * replicas would; nothing is relayed. Answers how many were acknowledged.
 */
export async function write(
  { url, brokers, prefix }: Side,
  customers: readonly string[],
  writers: number,
  commands: number,
): Promise<number> {
  const messagings = Array.from({ length: writers }, () =>
    createMessaging({
      service: 'analytics',
      database: url,
      brokers,
      topicPrefix: prefix,
      deciders: [counter],
      projections: [],
      policies: [],
      log: quiet,
      connections: 2,
    }),
  );
  let acknowledged = 0;
  const work = async (writer: number): Promise<void> => {
    for (let n = writer; n < commands; n += writers) {
      const customerId = customers[n % customers.length] ?? '';
      const context = { subject: customerId, actor: 'control' };
      await messagings[writer]?.handle(counter, customerId, { type: 'Count', customerId }, context);
      acknowledged += 1;
    }
  };
  try {
    await Promise.all(messagings.map((_, writer) => work(writer)));
  } finally {
    await Promise.all(messagings.map(({ pool }) => pool.end()));
  }
  return acknowledged;
}
