import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { createRandom } from '@rapport/simulator';
import type { Looks } from './databases.ts';
import type { Load } from './load.ts';
import { purchase } from './orders.ts';

const PROBES = 8;
const LOOK_MS = 100;

/**
 * Sends purchases of several members and waits until their facts and points are there: commands, relays, readers and
 * policies all work again. Answers the seconds that it took since `from`; infinite where patience ended before.
 */
export async function flowsAgain(
  { load, looks, customers }: { load: Load; looks: Looks; customers: readonly string[] },
  from: number,
  patienceMs: number,
): Promise<number> {
  const seed = randomUUID();
  const members = customers.slice(0, PROBES);
  const orders = members.map((customer, n) => purchase(customer, createRandom(seed), `probe/${seed}/${n}`));
  const answers = await Promise.all(orders.map(order => load.carryOut(order, String(order.body['sourceId']))));
  const ids = answers.flatMap(answer => (answer === undefined ? [] : [String(answer.body['purchaseId'])]));
  for (; performance.now() - from < patienceMs; await sleep(LOOK_MS)) {
    const seen = await seenOf(looks, members, ids).catch(() => 0);
    if (ids.length === members.length && seen === 2 * ids.length) return (performance.now() - from) / 1000;
  }
  return Infinity;
}

async function seenOf(looks: Looks, members: readonly string[], ids: readonly string[]): Promise<number> {
  const facts = await looks.count(
    'analytics',
    'from facts.purchases where recorded_customer_id = any($1::uuid[]) and purchase_id = any($2::uuid[])',
    [members, ids],
  );
  return facts + (await looks.count('loyalty', 'from app.entries where purchase_id = any($1::uuid[])', [ids]));
}
