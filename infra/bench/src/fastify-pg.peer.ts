import { randomUUID } from 'node:crypto';
import { MESSAGING_READ, MESSAGING_WRITE } from '@rapport/messaging';
import fastify from 'fastify';
import pg from 'pg';
import { customers } from './rows.ts';

/** The limit of the write path: what any server in Node could do with the same two statements. */
const pool = new pg.Pool({ connectionString: process.env['DATABASE_URL'], max: 8 });
const app = fastify();
const known = customers(2000);
await pool.query('insert into messaging.seq (subject) select unnest($1::text[])', [known]);

app.get('/livez', async () => ({ ok: true }));
app.post('/v1/interactions', async (request, reply) => {
  const id = randomUUID();
  const stream = `interaction-${id}`;
  const subject = known[Math.floor(Math.random() * known.length)] ?? '';
  await pool.query({ name: 'read', text: MESSAGING_READ, values: [JSON.stringify([{ ord: 0, stream, subject }])] });
  const event = {
    ord: 0,
    id: randomUUID(),
    subject,
    type: 'InteractionRecorded',
    data: request.body,
    stream,
    version: 1,
    nth: 1,
    occurredAt: new Date().toISOString(),
    actor: 'bench',
    imported: false,
    hop: 0,
    traceparent: null,
  };
  const state = {
    stream,
    subject,
    expected: 0,
    added: 1,
    nth: 1,
    state: { status: 'recorded' },
    stateVersion: 1,
    nextDue: null,
  };
  await pool.query({
    name: 'write',
    text: MESSAGING_WRITE,
    values: [
      JSON.stringify([{ subject, n: 1 }]),
      JSON.stringify([state]),
      JSON.stringify([event]),
      '[]',
      '[]',
      '[]',
      [],
      'interactions',
    ],
  });
  return reply.code(201).send({ interactionId: id });
});
await app.listen({ port: Number(process.env['PORT']), host: '127.0.0.1' });
process.once('SIGTERM', () => void app.close().then(() => pool.end()));
