import { SERVICES } from '@rapport/contracts';
import pg from 'pg';

export interface History {
  readonly events: number;
  readonly customers: number;
}

/** Two at a time, as many as the cores of a small machine. */
const LANES = 2;

/**
 * Fills the tables of analytics as if it had read so many events of so many customers, alike in number and over two years: facts,
 * the numbers of the subjects, what satisfaction was worked out last. By bulk SQL, because reading ten million of them would
 * take the better part of an hour. Answers the customers' ids. The events must be a multiple of the customers.
 */
export async function fillHistory(url: string, { events, customers }: History): Promise<string[]> {
  const each = events / customers;
  if (!Number.isInteger(each)) throw new Error(`${events} events can't be alike in number for ${customers} customers`);
  await run(
    url,
    `create table bench_people as select row_number() over (order by id)::integer as n, id
    from (select md5('customer ' || c)::uuid as id from generate_series(1, ${customers}) c) p`,
  );
  const edges = Array.from({ length: LANES + 1 }, (_, lane) => Math.round((customers * lane) / LANES));
  await Promise.all(
    edges.slice(0, LANES).map((from, lane) => run(url, factsOf(from, edges[lane + 1] ?? customers, each))),
  );
  await run(
    url,
    `insert into messaging.sequences select ${SERVICES.indexOf('interactions')}, id, ${each}, gen_random_uuid() from bench_people;
     insert into app.satisfaction select id, now(), 1, 0.2, ${each} from bench_people;`,
  );
  const ids = await run(url, 'select array_agg(id::text order by n) as ids from bench_people');
  await run(url, 'drop table bench_people');
  await run(url, 'vacuum analyze');
  // What was filled is written out now, and not while the reading is measured.
  await run(url, 'checkpoint');
  return ids;
}

/** Three contacts, then a survey: a row each, in the order of the tables' keys. */
function factsOf(from: number, upto: number, each: number): string {
  const rows = (columns: string, only: string): string =>
    `select ${columns} from (select n, id from bench_people where n > ${from} and n <= ${upto} order by id) p,
     generate_series(0, ${each - 1}) k,
     lateral (select now() - interval '2 years' + (k + (n % 997) / 997.0) / ${each} * interval '2 years' as at) t where (n + k) % 4 ${only} 3`;
  return `
    insert into facts.interactions (interaction_id, event_id, recorded_customer_id, occurred_at, recorded_at, channel, direction, phase,
      type, outcome, agent_id, waited_seconds, hand_overs, flags, imported)
    ${rows(
      `gen_random_uuid(), gen_random_uuid(), p.id, t.at, t.at, (array['phone','web','email','chat','branch'])[1 + k % 5],
      'inbound', 'afterSale', 'support', 'solved', 'agent-' || k % 20, k % 90, k % 3, '{}', false`,
      '<>',
    )};
    insert into facts.feedback (feedback_id, event_id, recorded_customer_id, occurred_at, recorded_at, survey, score, dimensions, items,
      expectations, perceptions, channel, imported)
    ${rows(`gen_random_uuid(), gen_random_uuid(), p.id, t.at, t.at, 'csat', 1 + (n + k) % 5, '{}', '{}', '{}', '{}', 'phone', false`, '=')};`;
}

async function run(url: string, sql: string): Promise<string[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query<{ ids?: string[] }>(sql);
    return rows?.[0]?.ids ?? [];
  } finally {
    await client.end();
  }
}
