import { setTimeout as sleep } from 'node:timers/promises';
import { createMessaging, quiet } from '@rapport/messaging';
import { standards } from '../domain/standards.decide.ts';

/** A replica of interactions as far as clocks go: it lets time pass, and may be killed while it writes. */
export interface ClockOrders {
  readonly database: string;
  readonly brokers: readonly string[];
  readonly topicPrefix: string;
  /** Dies at this write, before or after it reached the database; lives until it is killed where absent. */
  readonly dieAt?: 'writing' | 'written';
}

const orders: ClockOrders = JSON.parse(process.argv[2] ?? '{}');

const messaging = createMessaging({
  ...orders,
  service: 'interactions',
  deciders: [standards],
  projections: [],
  policies: [],
  log: quiet,
  reached: async point => {
    if (point === orders.dieAt) process.kill(process.pid, 'SIGKILL');
    await Promise.resolve();
  },
});
await messaging.start();
process.stdout.write('started\n');
for (;;) await sleep(1000);
