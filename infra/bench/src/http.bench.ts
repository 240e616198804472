import { randomUUID } from 'node:crypto';
import autocannon from 'autocannon';
import { signToken, type Stack } from '@rapport/local';
import { compare, type Contestant } from './compare.ts';
import { startProgram, startService, type Running } from './process.ts';
import type { Section } from './report.ts';
import { contact, customers } from './rows.ts';
import { freshDatabase, freshTopics } from './stack.ts';

const PORTS = { ours: 4516, fastify: 4517, typeorm: 4518 };
const CONNECTIONS = 64;

/** POST of a contact by 64 connections: ours, the same two statements behind bare Fastify, and Nest with TypeORM. */
export async function httpBench(
  stack: Stack,
  size: { seconds: number; rounds: number },
  say: (line: string) => void,
): Promise<Section> {
  const people = customers(2000);
  const token = await signToken(stack.issuer, { role: 'service' });
  const contestant = (name: string, start: () => Promise<Target>): Contestant => ({
    name,
    run: async () => {
      const target = await start();
      await load(`${target.url}${target.path}`, people, token, 2);
      const units = await load(`${target.url}${target.path}`, people, token, size.seconds);
      await target.stop();
      return { units, ms: size.seconds * 1000 };
    },
  });
  const contestants = [
    contestant('interactions service', () => ours(stack)),
    contestant('the same two statements behind bare Fastify', () => peer(stack, 'fastify-pg', PORTS.fastify)),
    contestant('Nest with TypeORM insert of the same rows', () => peer(stack, 'nest-typeorm', PORTS.typeorm)),
  ];
  const [first, second, third] = await compare(contestants, size.rounds, say);
  if (!first || !second || !third) throw new Error('nothing was measured');
  return {
    title: 'HTTP write path',
    what: `One contact a request, ${CONNECTIONS} connections, 2,000 customers. Ours: validated, authorised, through Nest, decided, written with state, event, outbox and numbers, while the relay publishes. The limit: the same read and write statements with rows made in advance, behind Fastify without validation or authorisation, one command a statement. The peer: Nest with class-validator and one TypeORM transaction that inserts the same three rows.`,
    unit: 'requests',
    ours: first,
    others: [
      { ...second, role: 'limit', goal: 0.6 },
      { ...third, role: 'peer', goal: 3 },
    ],
  };
}

interface Target extends Running {
  readonly path: string;
}

async function ours(stack: Stack): Promise<Target> {
  const [database, topics] = [await freshDatabase(stack), await freshTopics(stack)];
  const service = await startService(
    stack,
    'interactions',
    PORTS.ours,
    { url: database.url, prefix: topics.prefix },
    '/readyz',
  );
  return { ...service, path: '/v1/interactions', stop: () => service.stop().then(database.drop).then(topics.remove) };
}

async function peer(stack: Stack, name: string, port: number): Promise<Target> {
  const database = await freshDatabase(stack);
  const service = await startProgram(
    `infra/bench/dist/${name}.peer.js`,
    port,
    { DATABASE_URL: database.url },
    '/livez',
  );
  return { ...service, path: '/v1/interactions', stop: () => service.stop().then(database.drop) };
}

/** Answers how many requests were answered by 201; any other answer is an error. */
async function load(url: string, people: readonly string[], token: string, seconds: number): Promise<number> {
  let i = 0;
  const result = await autocannon({
    url,
    connections: CONNECTIONS,
    duration: seconds,
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    requests: [
      {
        setupRequest: request => {
          const { flags: _flags, interactionId: _id, ...body } = contact(people[(i * 7919) % people.length] ?? '', i++);
          return { ...request, body: JSON.stringify({ ...body, source: 'bench', sourceId: randomUUID() }) };
        },
      },
    ],
  });
  if (result.non2xx > 0 || result.errors > 0)
    throw new Error(`${url}: ${result.non2xx} refused, ${result.errors} failed`);
  return result['2xx'];
}
