import { randomUUID } from 'node:crypto';
import { MESSAGING_READ, MESSAGING_WRITE } from '@rapport/messaging';
import fastify from 'fastify';
import pg from 'pg';
import { customers } from './rows.ts';

/** The limit of taking batches: what any server in Node could do with the same two statements for all rows at once. */
const pool = new pg.Pool({ connectionString: process.env['DATABASE_URL'], max: 8 });
const app = fastify({ bodyLimit: 4 * 1024 * 1024 });
const known = customers(2000).sort();
await pool.query('insert into messaging.seq (subject) select unnest($1::text[])', [known]);

interface Sent {
  Body: { batch: { userId: string; event: string }[] };
}

app.get('/livez', async () => ({ ok: true }));
app.post<Sent>('/v1/batch', async request => {
  const at = new Date().toISOString();
  const rows = request.body.batch.map(({ userId, event }) => ({
    id: randomUUID(),
    subject: known[Number(userId.slice(userId.lastIndexOf('-') + 1))] ?? '',
    event,
  }));
  const numbers = new Map<string, number>();
  const numbered = rows.map(row => {
    const nth = (numbers.get(row.subject) ?? 0) + 1;
    numbers.set(row.subject, nth);
    return { ...row, stream: `interaction-${row.id}`, nth };
  });
  const wanted = numbered.map(({ stream, subject }, ord) => ({ ord, stream, subject }));
  await pool.query({ name: 'read', text: MESSAGING_READ, values: [JSON.stringify(wanted)] });
  const streams = numbered.map(({ stream, subject, nth }) => ({
    ...{ stream, subject, nth, expected: 0, added: 1, stateVersion: 1, nextDue: null },
    state: { status: 'recorded' },
  }));
  const events = numbered.map(({ stream, subject, nth, event }, ord) => ({
    ...{ ord, id: randomUUID(), subject, stream, version: 1, nth, occurredAt: at },
    ...{ type: 'InteractionRecorded', data: { event, channel: 'web', type: 'enquiry' } },
    ...{ actor: 'bench', imported: false, hop: 0, traceparent: null },
  }));
  const counts = [...numbers].map(([subject, n]) => ({ subject, n })).sort((a, b) => (a.subject < b.subject ? -1 : 1));
  const values = [counts, streams, events, [], [], []].map(list => JSON.stringify(list));
  await pool.query({ name: 'write', text: MESSAGING_WRITE, values: [...values, [], 'interactions'] });
  return { accepted: numbered.length };
});
await app.listen({ port: Number(process.env['PORT']), host: '127.0.0.1' });
process.once('SIGTERM', () => void app.close().then(() => pool.end()));
