import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { FailPoint } from '../fail-point.ts';
import { createMessaging } from '../messaging.ts';
import { quiet } from '../quiet.ts';
import { tally } from '../tally.fixture.ts';
import { balances } from './balances.fixture.ts';

/** A process for fault specs: writes, reads and rebuilds at once until the build is over, and may die at a point of it. */
export interface RebuilderOrders {
  readonly database: string;
  readonly brokers: readonly string[];
  readonly topicPrefix: string;
  readonly customers: readonly string[];
  readonly dieAt?: FailPoint;
}

const orders: RebuilderOrders = JSON.parse(process.argv[2] ?? '{}');

const messaging = createMessaging({
  ...orders,
  service: 'analytics',
  deciders: [tally],
  projections: [balances()],
  policies: [],
  log: quiet,
  reached(point) {
    if (point === orders.dieAt) process.kill(process.pid, 'SIGKILL');
  },
});
await messaging.start();
const isQuiet = async (): Promise<boolean> => {
  const figures = await messaging.figures().catch(() => undefined);
  return figures?.outbox === 0 && figures.lag === 0 && messaging.ready().length === 0;
};
while (!(await isQuiet())) await sleep(50);
if (orders.dieAt !== undefined)
  await messaging.rebuilds.wish('balances-of-all', { onlyVerify: false, acceptDifferences: true }, 'spec');
for (let i = 0; ; i++) {
  const [{ build } = { build: null }] = await messaging.rebuilds.list();
  if (build?.endedAt) break;
  const customerId = orders.customers[i % orders.customers.length] ?? '';
  const context = { subject: customerId, actor: 'worker' };
  await messaging.handle(tally, randomUUID(), { type: 'Add', customerId, by: 1 }, context).catch(() => undefined);
  await sleep(5);
}
while (!(await isQuiet())) await sleep(50);
process.stdout.write('done\n');
await messaging.stop();
