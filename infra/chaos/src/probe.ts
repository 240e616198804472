import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { createRandom } from '@rapport/simulator';
import type { Looks } from './databases.ts';
import type { Load } from './load.ts';
import { opening, purchase } from './orders.ts';

const PROBES = 8;
const LOOK_MS = 100;

interface Probed {
  readonly load: Load;
  readonly looks: Looks;
  readonly customers: readonly string[];
}

/**
 * Sends a purchase and a complaint of several members and waits until they are facts, listed, and points: commands,
 * relays, readers and policies all work again. Answers the seconds it took since `from`; infinite where patience ended.
 */
export async function flowsAgain(
  { load, looks, customers }: Probed,
  from: number,
  patienceMs: number,
): Promise<number> {
  const seed = randomUUID();
  const random = createRandom(seed);
  const members = customers.slice(0, PROBES);
  const send = async (make: typeof purchase, field: string): Promise<string[]> => {
    const orders = members.map((customer, n) => make(customer, random, `probe/${seed}/${n}`));
    const answers = await Promise.all(orders.map(order => load.carryOut(order, String(order.body['sourceId']))));
    return answers.flatMap(answer => (answer === undefined ? [] : [String(answer.body[field])]));
  };
  const [purchases, complaints] = await Promise.all([send(purchase, 'purchaseId'), send(opening, 'complaintId')]);
  for (; performance.now() - from < patienceMs; await sleep(LOOK_MS)) {
    const seen = await seenOf(looks, members, purchases, complaints).catch(() => 0);
    if (seen === 4 * members.length) return (performance.now() - from) / 1000;
  }
  return Infinity;
}

async function seenOf(
  looks: Looks,
  members: readonly string[],
  purchases: readonly string[],
  complaints: readonly string[],
): Promise<number> {
  const counts = await Promise.all([
    looks.count(
      'analytics',
      'from facts.purchases where recorded_customer_id = any($1::uuid[]) and purchase_id = any($2::uuid[])',
      [members, purchases],
    ),
    looks.count('loyalty', 'from app.entries where purchase_id = any($1::uuid[])', [purchases]),
    looks.count('analytics', 'from facts.complaints where complaint_id = any($1::uuid[])', [complaints]),
    looks.count('complaints', 'from app.complaints where complaint_id = any($1::uuid[])', [complaints]),
  ]);
  return counts.reduce((sum, n) => sum + n, 0);
}
