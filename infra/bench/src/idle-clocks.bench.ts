import type { Stack } from '@rapport/local';
import { MESSAGING_DUE } from '@rapport/messaging';
import pg from 'pg';
import { compare } from './compare.ts';
import type { Section } from './report.ts';
import { freshDatabase } from './stack.ts';

const MS = 2_000;

/** What it costs a service with many open clocks, none of them due, to look whether one is. */
export async function idleClocksBench(
  stack: Stack,
  { clocks, rounds }: { readonly clocks: number; readonly rounds: number },
  say: (line: string) => void,
): Promise<Section> {
  const [full, empty] = [await freshDatabase(stack), await freshDatabase(stack)];
  const [open, none] = [await connected(full.url), await connected(empty.url)];
  await fill(open, clocks);
  const [ours, limit, scan] = await compare(
    [
      { name: `a look with ${clocks.toLocaleString('en-US')} open clocks`, run: () => looks(open) },
      { name: 'the same without any', run: () => looks(none) },
      { name: 'the same without the index of what is due', run: () => scanning(open) },
    ],
    rounds,
    say,
  );
  await Promise.all([open.end(), none.end()]);
  await Promise.all([full.drop(), empty.drop()]);
  if (!ours || !limit || !scan) throw new Error('nothing was measured');
  return {
    title: 'Idle clocks',
    what: `How often in a second one connection can ask what is due, where ${clocks.toLocaleString('en-US')} streams wait for a time that has not come. An idle service asks twice a second: a share of ${share(ours.rounds)} of one connection.`,
    unit: 'looks',
    ours,
    others: [
      { ...limit, role: 'limit', goal: 0.8 },
      { ...scan, role: 'also', goal: 100 },
    ],
  };
}

const share = (rates: readonly number[]): string => `${((2 / Math.min(...rates)) * 100).toFixed(3)} %`;

async function connected(url: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  return client;
}

/** Streams as clocks of service standards leave them, due within the next weeks. */
async function fill(client: pg.Client, clocks: number): Promise<void> {
  await client.query(
    `insert into messaging.streams (stream, subject, version, sequence, state, state_version, next_due)
     select 'standards-' || gen_random_uuid(), gen_random_uuid(), 1, 1,
       jsonb_build_object('over', '[]'::jsonb, 'running', jsonb_build_object(gen_random_uuid(), jsonb_build_object('said', '[]'::jsonb,
         'facts', jsonb_build_object('standard', 'written.answer', 'version', 1, 'customerId', gen_random_uuid(), 'dueAt', now())))),
       1, now() + interval '1 day' + i * interval '1 second' from generate_series(1, $1::integer) i`,
    [clocks],
  );
  await client.query('vacuum analyze messaging.streams');
}

async function looks(client: pg.Client): Promise<{ units: number; ms: number }> {
  const began = performance.now();
  let units = 0;
  for (; performance.now() - began < MS; units++) {
    const { rowCount } = await client.query(MESSAGING_DUE);
    if (rowCount !== 0) throw new Error('something was due');
  }
  return { units, ms: performance.now() - began };
}

async function scanning(client: pg.Client): Promise<{ units: number; ms: number }> {
  await client.query('set enable_indexscan = off; set enable_bitmapscan = off; set enable_indexonlyscan = off');
  const measured = await looks(client);
  await client.query('reset enable_indexscan; reset enable_bitmapscan; reset enable_indexonlyscan');
  return measured;
}
