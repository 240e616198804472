import { randomUUID } from 'node:crypto';
import { signToken, type Stack } from '@rapport/local';
import pg from 'pg';
import { compare, type Contestant } from './compare.ts';
import { settingsOf, startProgram, type Running } from './process.ts';
import type { Section } from './report.ts';
import { freshDatabase, freshTopics } from './stack.ts';

const PORTS = { profile: 4522, interactions: 4523, limit: 4524 };
const BATCH = 500;
const AT_ONCE = 4;
const PEOPLE = 2_000;

/** Messages of the Segment HTTP API in batches: until they are in the log, until the views show them, and bare. */
export async function ingestBench(
  stack: Stack,
  size: { events: number; rounds: number },
  say: (line: string) => void,
): Promise<Section> {
  const contestants: Contestant[] = [
    { name: 'interactions, until the log has them', run: () => ours(stack, size.events, async () => undefined) },
    { name: 'the same, until the view of every customer shows them', run: () => ours(stack, size.events, shown) },
    { name: 'the same two statements with rows of 500, behind bare Fastify', run: () => bare(stack, size.events) },
  ];
  const [log, view, limit] = await compare(contestants, size.rounds, say);
  if (!log || !view || !limit) throw new Error('nothing was measured');
  return {
    title: 'Ingest',
    what: `\`POST /v1/batch\` with ${BATCH} messages each, ${AT_ONCE} requests at once, of ${PEOPLE.toLocaleString('en-US')} customers known before. Ours: read, checked, mapped, its customers found by asking profile, decided and written with state, event, outbox and numbers, while the relay publishes and profile follows. The limit: the body parsed, and as many rows by the same read and write statements, without customers, rules or a relay.`,
    unit: 'messages',
    ours: log,
    others: [
      { ...limit, role: 'limit', goal: 0.4 },
      { ...view, role: 'also' },
    ],
  };
}

interface Place {
  readonly send: (batch: number) => Promise<void>;
  /** Contacts that the views of all customers count. */
  readonly contacts: () => Promise<number>;
  readonly stop: () => Promise<void>;
}

async function ours(
  stack: Stack,
  events: number,
  until: (place: Place, messages: number) => Promise<void>,
): Promise<{ units: number; ms: number }> {
  const place = await startOurs(stack);
  const warm = PEOPLE / BATCH;
  await all(warm, place.send);
  await shown(place, PEOPLE);
  const batches = Math.ceil(events / BATCH);
  const began = performance.now();
  await all(batches, n => place.send(warm + n));
  await until(place, PEOPLE + batches * BATCH);
  const ms = performance.now() - began;
  await place.stop();
  return { units: batches * BATCH, ms };
}

async function shown({ contacts }: Place, messages: number): Promise<void> {
  while ((await contacts()) < messages) await new Promise(resolve => setTimeout(resolve, 20));
}

async function startOurs(stack: Stack): Promise<Place> {
  const [profileAt, interactionsAt] = [await freshDatabase(stack), await freshDatabase(stack)];
  const topics = await freshTopics(stack);
  const address = (port: number): string => `http://127.0.0.1:${port}`;
  const peers = {
    profile: address(PORTS.profile),
    interactions: address(PORTS.interactions),
    complaints: address(1),
    loyalty: address(1),
    analytics: address(1),
  };
  const start = (service: 'profile' | 'interactions', url: string): Promise<Running> =>
    startProgram(
      `services/${service}/dist/main.js`,
      PORTS[service],
      {
        ...settingsOf(stack, { url, prefix: topics.prefix }),
        PEERS: JSON.stringify(peers),
        SERVICE_TOKEN_FILE: stack.issuer.serviceToken,
      },
      '/readyz',
    );
  const running = [await start('profile', profileAt.url), await start('interactions', interactionsAt.url)];
  const views = new pg.Client({ connectionString: profileAt.url });
  await views.connect();
  const key = await writeKey(stack, peers.interactions);
  return {
    send: n => post(`${peers.interactions}/v1/batch`, n, key),
    contacts: async () => {
      const { rows } = await views.query<{ n: number }>(
        'select coalesce(sum(contacts), 0)::int as n from app.customer_view',
      );
      return rows[0]?.n ?? 0;
    },
    stop: async () => {
      await views.end();
      await Promise.all(running.map(service => service.stop()));
      await Promise.all([profileAt.drop(), interactionsAt.drop(), topics.remove()]);
    },
  };
}

async function writeKey(stack: Stack, origin: string): Promise<string> {
  const token = await signToken(stack.issuer, { role: 'administrator' });
  const answer = await fetch(`${origin}/v1/ingest/sources`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    body: JSON.stringify({ name: 'bench', channel: 'web' }),
  });
  const made = (await answer.json()) as { writeKey?: string };
  if (made.writeKey === undefined) throw new Error(`no write key: ${answer.status}`);
  return made.writeKey;
}

async function bare(stack: Stack, events: number): Promise<{ units: number; ms: number }> {
  const database = await freshDatabase(stack);
  const limit = await startProgram(
    'infra/bench/dist/ingest-limit.peer.js',
    PORTS.limit,
    { DATABASE_URL: database.url },
    '/livez',
  );
  const send = (n: number): Promise<void> => post(`${limit.url}/v1/batch`, n, 'none');
  await all(PEOPLE / BATCH, send);
  const batches = Math.ceil(events / BATCH);
  const began = performance.now();
  await all(batches, send);
  const ms = performance.now() - began;
  await limit.stop();
  await database.drop();
  return { units: batches * BATCH, ms };
}

/** So many batches, some at once. */
async function all(batches: number, send: (batch: number) => Promise<void>): Promise<void> {
  let next = 0;
  const lane = async (): Promise<void> => {
    while (next < batches) await send(next++);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, lane));
}

async function post(url: string, n: number, key: string): Promise<void> {
  const answer = await fetch(url, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      authorization: `Basic ${Buffer.from(`${key}:`).toString('base64')}`,
    },
    body: JSON.stringify({ batch: Array.from({ length: BATCH }, (_, i) => message(n * BATCH + i)) }),
  });
  const body = await answer.text();
  if (!answer.ok || !body.includes(`"accepted":${BATCH}`)) throw new Error(`${url}: ${answer.status}: ${body}`);
}

const message = (i: number): object => ({
  type: 'track',
  event: 'Article Read',
  messageId: randomUUID(),
  userId: `user-${i % PEOPLE}`,
  timestamp: new Date().toISOString(),
  context: { library: { name: 'bench', version: '1' } },
});
