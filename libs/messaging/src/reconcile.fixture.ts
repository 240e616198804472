import { createMessaging } from './messaging.ts';
import { quiet } from './quiet.ts';
import { sums } from './sums.fixture.ts';
import { tally } from './tally.fixture.ts';

/** A process that repairs, for specs that kill it. */
const orders: { database: string; brokers: string[]; topicPrefix: string } = JSON.parse(process.argv[2] ?? '{}');

const messaging = createMessaging({
  ...orders,
  service: 'analytics',
  deciders: [tally],
  projections: [sums],
  policies: [],
  log: quiet,
});
await messaging.start();
while ((await messaging.reconciling.step('spec')).state !== 'agrees');
await messaging.stop();
