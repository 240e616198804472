import { setTimeout as sleep } from 'node:timers/promises';
import { topics } from '@rapport/contracts';
import { withTopics, type Topics } from '@rapport/messaging';
import { planOf, type Plan, type Wanted } from './plan.ts';

const LED_WITHIN_MS = 15_000;
const CREATED_WITHIN_MS = 2_000;

export interface At {
  readonly brokers: readonly string[];
  readonly prefix?: string;
}

/** What there is to do. Changes nothing. */
export const lookAt = ({ brokers, prefix = '' }: At, wanted: Wanted): Promise<Plan> =>
  withTopics({ brokers, clientId: 'topics' }, present => planned(present, prefix, wanted));

/**
 * Creates what is missing and alters what differs; what is refused is left as it is. Two at once do no harm: each sees what
 * the other has done, and sets the same. Resolves when every new partition has a leader.
 */
export function applyTopics({ brokers, prefix = '' }: At, wanted: Wanted): Promise<Plan> {
  return withTopics({ brokers, clientId: 'topics' }, async present => {
    const plan = await planned(present, prefix, wanted);
    for (const topic of plan.create) {
      await present.create(topic, plan.replication).catch((error: unknown) => unlessThere(present, topic.name, error));
    }
    for (const [topic, changes] of Map.groupBy(plan.change, change => change.topic)) {
      await present.alter(topic, Object.fromEntries(changes.map(({ config, to }) => [config, to])));
    }
    await led(
      present,
      plan.create.map(({ name }) => name),
    );
    return plan;
  });
}

/** Another job may have created it, which is known to the whole cluster only a moment later. */
async function unlessThere(present: Topics, name: string, error: unknown): Promise<void> {
  const until = Date.now() + CREATED_WITHIN_MS;
  while (!(await present.names()).includes(name)) {
    if (Date.now() > until) throw error;
    await sleep(100);
  }
}

async function planned(present: Topics, prefix: string, wanted: Wanted): Promise<Plan> {
  const there = new Set(await present.names());
  const names = topics(prefix).map(({ name }) => name);
  const states = await present.describe(names.filter(name => there.has(name)));
  return planOf(prefix, wanted, { brokers: await present.brokers(), topics: states });
}

/** Waits until every partition has a leader: a client that comes earlier gets an error. */
export async function led(present: Topics, names: readonly string[]): Promise<void> {
  if (names.length === 0) return;
  const until = Date.now() + LED_WITHIN_MS;
  for (;;) {
    try {
      await present.partitions(names);
      return;
    } catch (error) {
      if (Date.now() > until) throw error;
      await sleep(100);
    }
  }
}
