import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { signToken, type Stack } from '@rapport/local';
import { percentiles } from './percentiles.ts';
import { startService } from './process.ts';
import type { Percentiles } from './report.ts';
import { contact, customers } from './rows.ts';
import { freshDatabase, freshTopics } from './stack.ts';

const RATE = 100;
const PORTS = { interactions: 4519, analytics: 4520 };

/** From sending a POST to the moment when analytics answers with it, at 100 requests a second. */
export async function latencyBench(
  stack: Stack,
  size: { seconds: number },
  say: (line: string) => void,
): Promise<Percentiles> {
  const topics = await freshTopics(stack);
  const [writing, reading] = [await freshDatabase(stack), await freshDatabase(stack)];
  const { prefix } = topics;
  const [interactions, analytics] = await Promise.all([
    startService(stack, 'interactions', PORTS.interactions, { url: writing.url, prefix }, '/readyz'),
    startService(stack, 'analytics', PORTS.analytics, { url: reading.url, prefix }, '/readyz'),
  ]);
  const [service, manager] = [
    await signToken(stack.issuer, { role: 'service' }),
    await signToken(stack.issuer, { role: 'manager' }),
  ];
  const people = customers(500);
  const once = async (i: number): Promise<{ answered: number; visible: number }> => {
    const customer = people[i % people.length] ?? '';
    const { flags: _flags, interactionId: _id, ...body } = contact(customer, i);
    const began = performance.now();
    const answer = await fetch(`${interactions.url}/v1/interactions`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${service}` },
      body: JSON.stringify({ ...body, source: 'bench', sourceId: randomUUID() }),
    });
    const after = answer.headers.get('rapport-sequence');
    if (!answer.ok || after === null) throw new Error(`${answer.status}: ${await answer.text()}`);
    const answered = performance.now() - began;
    for (;;) {
      const seen = await fetch(`${analytics.url}/v1/customers/${customer}/satisfaction`, {
        headers: { authorization: `Bearer ${manager}`, 'rapport-after': after },
      });
      await seen.arrayBuffer();
      // These customers were never registered, so analytics may answer 404: once it has seen the contact, and not before.
      if (seen.ok || seen.status === 404) return { answered, visible: performance.now() - began };
      if (seen.status !== 503) throw new Error(`analytics answered ${seen.status}`);
    }
  };
  for (let i = 0; i < 100; i++) await once(i);
  say('  warm; measuring');
  const all: Promise<{ answered: number; visible: number }>[] = [];
  const began = performance.now();
  for (let i = 0; i < RATE * size.seconds; i++) {
    all.push(once(i));
    const ahead = began + ((i + 1) * 1000) / RATE - performance.now();
    if (ahead > 1) await sleep(ahead);
  }
  const results = await Promise.all(all);
  await Promise.all([interactions.stop(), analytics.stop()]);
  await Promise.all([writing.drop(), reading.drop()]);
  await topics.remove();
  return {
    title: 'From POST to visible',
    what: `${RATE} requests a second for ${size.seconds} s, two services, Kafka and PostgreSQL on this machine, asked through the public read-your-write header.`,
    rows: [
      percentiles(
        'answered by interactions',
        results.map(r => r.answered),
      ),
      {
        ...percentiles(
          'visible in analytics',
          results.map(r => r.visible),
        ),
        goal: 250,
      },
    ],
  };
}
