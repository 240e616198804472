import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { Inbox } from './inbox.ts';
import { createMessaging } from './messaging.ts';
import { quiet } from './quiet.ts';
import { sums } from './sums.fixture.ts';
import { tally } from './tally.fixture.ts';

/** A process for fault specs: writes commands, relays and reads, tells what was acknowledged, and may die at a point. */
export interface WorkerOrders {
  readonly database: string;
  readonly brokers: readonly string[];
  readonly topicPrefix: string;
  readonly customers: readonly string[];
  readonly commands: number;
  /** Who it is. Default: analytics, which writes what it reads. */
  readonly service?: 'loyalty';
  readonly dieAt?: string;
  readonly dieAfter?: number;
  /** Waits so long before its first batch is kept: Kafka brings more than it applies. */
  readonly slowMs?: number;
  /** Takes no account of what it has fetched and not applied: the negative control of a bound. */
  readonly unbounded?: boolean;
}

const orders: WorkerOrders = JSON.parse(process.argv[2] ?? '{}');
let reached = 0;
let slow = orders.slowMs ?? 0;
if (orders.unbounded) {
  const { add } = Inbox.prototype;
  Inbox.prototype.add = function (message) {
    add.call(this, message);
    this.size = 0;
  };
}

const messaging = createMessaging({
  ...orders,
  service: orders.service ?? 'analytics',
  deciders: [tally],
  projections: [sums],
  policies: [],
  log: quiet,
  sessionTimeoutMs: 6000,
  async reached(point) {
    if (point === orders.dieAt && ++reached > (orders.dieAfter ?? 0)) process.kill(process.pid, 'SIGKILL');
    const ms = point === 'applying' ? slow : 0;
    if (ms === 0) return;
    slow = 0;
    await sleep(ms);
  },
});
await messaging.start();
for (let i = 0; i < orders.commands; i += 10) {
  await Promise.all(
    Array.from({ length: 10 }, async () => {
      const customer = orders.customers[Math.floor(Math.random() * orders.customers.length)] ?? '';
      // What was not acknowledged may have happened or not: the journal is silent about it.
      const answer = await messaging
        .handle(
          tally,
          randomUUID(),
          { type: 'Add', customerId: customer, by: 1 },
          { subject: customer, actor: 'worker' },
        )
        .catch(() => undefined);
      if (answer) process.stdout.write(`${answer.id}\n`);
    }),
  );
}
for (;;) {
  const figures = await messaging.figures().catch(() => undefined);
  if (figures?.outbox === 0 && figures.lag === 0 && messaging.ready().length === 0) break;
  await sleep(100);
}
process.stdout.write('done\n');
await messaging.stop();
