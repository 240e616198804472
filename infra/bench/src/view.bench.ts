import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { eventTopic, SERVICES, type ServiceName } from '@rapport/contracts';
import { signToken, type Stack } from '@rapport/local';
import { boundsOf, createSender, readFrom, type Fetched, type Reader } from '@rapport/messaging';
import { percentiles } from './percentiles.ts';
import { settingsOf, startProgram, startService, type Running } from './process.ts';
import type { Percentiles } from './report.ts';
import { freshDatabase, freshTopics } from './stack.ts';
import { recordOf, registered, sendMixed } from './view-load.ts';
import { now, watchLive } from './view-watch.ts';

/** Requests a second: with what services answer to them by themselves, 200 events. */
const RATE = 152;
/** Until then all seven processes still compile what they run. */
const WARM_SECONDS = 30;
/** The view's second, and that of the stream: a customer's document goes out at most once in it. */
const GOAL_MS = { view: 1000, live: 2000 };
const PORTS = { profile: 4522, interactions: 4523, complaints: 4524, loyalty: 4525, analytics: 4526, gateway: 4527 };
/** Every so many-th event is asked for: asking is work of its own, and the live stream tells of all. */
const ASKED = 20;
/** Who asked in vain asks again after so long. */
const AGAIN_MS = 50;
const LATEST_MS = 10_000;

interface Seen {
  readonly service: ServiceName;
  readonly customerId: string;
  readonly bare: number;
  readonly view: number;
  readonly recordedAt: number;
  readonly version: number;
}

/** From the recording of any event of any service until the 360° view shows it: asked for, and at the live stream. */
export async function viewBench(
  stack: Stack,
  size: { seconds: number; customers: number },
  say: (line: string) => void,
): Promise<Percentiles> {
  const limit = await bareLimit(stack, size.seconds);
  say('  the limit is measured; starting the services');
  const topics = await freshTopics(stack);
  const all = await Promise.all(SERVICES.map(service => serviceOf(stack, service, topics.prefix)));
  const urls = Object.fromEntries(all.map(({ service, url }) => [service, url]));
  const gateway = await startProgram(
    'services/gateway/dist/main.js',
    PORTS.gateway,
    { ...settingsOf(stack, { url: '', prefix: topics.prefix }), SERVICES: JSON.stringify(urls) },
    '/readyz',
  );
  const token = await signToken(stack.issuer, { role: 'service' });
  const load = { url: (service: ServiceName) => urls[service] ?? '', token };
  const people = await registered(load, size.customers);
  await sendMixed(load, people, RATE, WARM_SECONDS);
  say('  warm; measuring');
  const live = await watchLive(gateway.url, token);
  const asked: Promise<Seen | undefined>[] = [];
  let events = 0;
  const readers = await Promise.all(
    SERVICES.map(service =>
      follow(stack, eventTopic(service, topics.prefix), message => {
        if (events++ % ASKED === 0) asked.push(seen(gateway.url, token, service, message));
      }),
    ),
  );
  const began = performance.now();
  await sendMixed(load, people, RATE, size.seconds);
  const rate = events / ((performance.now() - began) / 1000);
  await Promise.all(readers.map(reader => reader.close()));
  const found = (await Promise.all(asked)).filter(each => each !== undefined);
  const until = now() + LATEST_MS;
  const at = ({ customerId, version }: Seen): number | undefined => live.arrivedAt(customerId, version);
  while (now() < until && found.some(each => at(each) === undefined)) await sleep(100);
  const lived = found.flatMap(each => {
    const arrived = at(each);
    return arrived === undefined ? [] : [{ ...each, live: Math.max(0, arrived - each.recordedAt) }];
  });
  live.stop();
  await gateway.stop();
  await Promise.all(all.map(each => each.stop().then(each.drop)));
  await topics.remove();
  if (lived.length < found.length) throw new Error(`${found.length - lived.length} never came at the live stream`);
  const bare = percentiles('limit: bare produce to consume', limit);
  const view = percentiles(
    'visible in the view, over HTTP',
    found.map(each => each.view),
  );
  const stream = percentiles(
    'at the live stream',
    lived.map(each => each.live),
  );
  const times = (row: typeof view): string => `${(row.p99 / bare.p99).toFixed(1)}`;
  return {
    title: 'From any event to the view',
    what: `${RATE} requests a second for ${size.seconds} s about ${size.customers} customers, after ${WARM_SECONDS} s of the same: nine kinds in turn (contacts, feedback, purchases, deliveries, complaints, needs, consents, members), with all that services answer to them by themselves: ${rate.toFixed(0)} events a second of five services, through all of them and the gateway on this machine. Each from the time that it was recorded; every ${ASKED}th event is asked for at the gateway, and looked for at the live stream. Its p99 is ${times(view)} times the limit's over HTTP, ${times(stream)} times at the live stream, which publishes a customer at most once a second.`,
    rows: [
      bare,
      percentiles(
        'read from Kafka by a bare subscriber',
        found.map(each => each.bare),
      ),
      { ...view, goal: GOAL_MS.view },
      { ...stream, goal: GOAL_MS.live },
      ...[...Map.groupBy(lived, each => each.service)].map(([service, of]) => ({
        ...percentiles(
          `… of events of ${service}`,
          of.map(each => each.live),
        ),
        goal: GOAL_MS.live,
      })),
    ],
  };
}

async function serviceOf(stack: Stack, service: ServiceName, prefix: string) {
  const database = await freshDatabase(stack);
  const running: Running = await startService(stack, service, PORTS[service], { url: database.url, prefix }, '/readyz');
  return { ...running, service, drop: database.drop };
}

async function follow(stack: Stack, name: string, deliver: (message: Fetched) => void): Promise<Reader> {
  const topic = { brokers: stack.brokers, clientId: 'bench', name };
  const { ends } = await boundsOf(topic, name);
  return readFrom(topic, ends, deliver, error => {
    throw error;
  });
}

/** Asks for the view until it has the event; undefined for an event that is of no customer. */
async function seen(
  gateway: string,
  token: string,
  service: ServiceName,
  { headers, value }: Fetched,
): Promise<Seen | undefined> {
  const bareAt = now();
  const { customerId } = recordOf(JSON.parse(value?.toString() ?? '{}'));
  if (typeof customerId !== 'string') return undefined;
  const recordedAt = Date.parse(headers['ce_recordedtime'] ?? '');
  const after = `${service}=${headers['ce_subject']}:${headers['ce_sequence']}`;
  for (;;) {
    const answer = await fetch(`${gateway}/api/profile/v1/customers/${customerId}/view`, {
      headers: { authorization: `Bearer ${token}`, 'rapport-after': after },
    });
    const body = recordOf(await answer.json());
    const at = { service, customerId, recordedAt, bare: bareAt - recordedAt, view: now() - recordedAt };
    if (answer.ok) return { ...at, version: Number(body['version']) };
    if (answer.status !== 503) throw new Error(`the view answered ${answer.status}`);
    await sleep(AGAIN_MS);
  }
}

/** The same client, a message at a time at the same rate, and nothing else: ms from sending to reading. */
async function bareLimit(stack: Stack, seconds: number): Promise<number[]> {
  const topics = await freshTopics(stack);
  const name = eventTopic('interactions', topics.prefix);
  const took: number[] = [];
  const reader = await follow(stack, name, ({ value }) => took.push(now() - Number(value?.toString())));
  const sender = createSender({ brokers: stack.brokers, clientId: 'bench' });
  const all: Promise<void>[] = [];
  const began = performance.now();
  for (let i = 0; i < RATE * seconds; i++) {
    all.push(sender.send(name, 8, [{ key: randomUUID(), value: Buffer.from(String(now())), headers: {} }]));
    const ahead = began + ((i + 1) * 1000) / RATE - performance.now();
    if (ahead > 1) await sleep(ahead);
  }
  await Promise.all(all);
  while (took.length < all.length) await sleep(10);
  await Promise.all([reader.close(), sender.close()]);
  await topics.remove();
  return took;
}
