import { setTimeout as sleep } from 'node:timers/promises';
import { deliveryOf } from './delivery.fixture.ts';
import { mailOutlet } from './email.ts';
import { processOn } from './process.fixture.ts';
import { sendDue } from './send-due.ts';

interface Orders {
  readonly database: string;
  readonly mailServer: string;
  readonly claimMs: number;
  readonly rounds: number;
}

const text = process.argv[2] ?? '{}';
const { database, mailServer, claimMs, rounds }: Orders = JSON.parse(text);
const messaging = processOn(database);
const outlet = mailOutlet({ url: mailServer, from: 'service@rapport.example' });
const delivery = deliveryOf(messaging, outlet);
for (let round = 0; round < rounds; round++) {
  await sendDue(delivery, 'email', new AbortController().signal, claimMs);
  await sleep(20);
}
outlet.close();
await messaging.pool.end();
console.log('done');
