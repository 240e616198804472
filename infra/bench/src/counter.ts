import type { Decider } from '@rapport/decider';
import { createMessaging, quiet, type Messaging } from '@rapport/messaging';
import type { Stack } from '@rapport/local';

export interface Count {
  readonly type: 'Count';
  readonly customerId: string;
}
interface Counted {
  readonly type: 'SatisfactionMoved';
  readonly data: { readonly customerId: string; readonly value: number };
}

/** The smallest stream there is: what it costs is the way there. */
export const counter: Decider<number, Count | { readonly type: 'PassTime'; readonly now: string }, Counted> = {
  kind: 'counter',
  stateVersion: 1,
  initial: 0,
  decide: (command, n) =>
    command.type === 'PassTime'
      ? { events: [] }
      : { events: [{ type: 'SatisfactionMoved', data: { customerId: command.customerId, value: (n % 100) + 1 } }] },
  evolve: n => n + 1,
};

export const counting = (stack: Stack, url: string, prefix: string, connections: number): Messaging =>
  createMessaging({
    service: 'analytics',
    database: url,
    brokers: stack.brokers,
    topicPrefix: prefix,
    deciders: [counter],
    projections: [],
    policies: [],
    log: quiet,
    connections,
  });

export interface Steady {
  /** What succeeded, a second. */
  readonly rate: number;
  readonly failed: number;
  /** Milliseconds that 99 of 100 took at the most. */
  readonly p99: number;
}

/** So many clients, each doing one thing after the other for so long; `units` a time. What fails is counted and not repeated. */
export async function steadily(
  clients: number,
  ms: number,
  one: (client: number) => Promise<unknown>,
  units = 1,
): Promise<Steady> {
  const began = performance.now();
  const took: number[] = [];
  let failed = 0;
  const work = async (client: number): Promise<void> => {
    while (performance.now() - began < ms) {
      const at = performance.now();
      await one(client).then(
        () => took.push(performance.now() - at),
        () => (failed += 1),
      );
    }
  };
  await Promise.all(Array.from({ length: clients }, (_, client) => work(client)));
  return { rate: (took.length * units * 1000) / (performance.now() - began), failed, p99: percentile(took, 0.99) };
}

export function percentile(values: readonly number[], part: number): number {
  const ordered = values.toSorted((a, b) => a - b);
  return ordered[Math.min(ordered.length - 1, Math.floor(ordered.length * part))] ?? NaN;
}

export const anyOf = <Item>(items: readonly Item[]): Item => {
  const item = items[Math.floor(Math.random() * items.length)];
  if (item === undefined) throw new RangeError('nothing to choose from');
  return item;
};
