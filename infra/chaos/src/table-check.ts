import type { Looks } from './databases.ts';
import type { Told } from './log-check.ts';
import { SERVICES, type Service } from './services.ts';

export interface TableVerdict {
  readonly lost: readonly string[];
  readonly doubled: readonly string[];
}

interface Reader {
  readonly service: Service;
  readonly what: string;
  /** Gives the ids of the events that the read model has applied, of customers $1, one a row. */
  readonly sql: string;
  readonly of: (event: Told) => boolean;
}

const type =
  (...names: string[]) =>
  (event: Told): boolean =>
    names.includes(event.type);

const POINTS = type('PointsEarned', 'PointsReleased', 'PointsRedeemed', 'PointsReversed');

/** Read models that keep the event behind each row; the rest is compared with a fold of the log from scratch. */
const READERS: readonly Reader[] = [
  ...(
    [
      ['interactions', type('InteractionRecorded')],
      ['purchases', type('PurchaseMade')],
      ['points', POINTS],
    ] as const
  ).map(([table, of]) => ({
    service: 'analytics' as const,
    what: `facts.${table} of analytics`,
    sql: `select event_id as id from facts.${table} where recorded_customer_id = any($1::uuid[])`,
    of,
  })),
  {
    service: 'loyalty',
    what: 'the ledger of loyalty',
    sql: 'select event_id as id from app.entries where customer_id = any($1::uuid[])',
    of: POINTS,
  },
];

/** V1 and V5 on the tables: the owners' logs hold what the topics hold; readers have applied each event, once. */
export async function checkTables(
  looks: Looks,
  told: readonly Told[],
  customers: readonly string[],
): Promise<TableVerdict> {
  const [lost, doubled]: [string[], string[]] = [[], []];
  const compare = (what: string, wanted: readonly string[], found: readonly string[]): void => {
    const [want, have] = [new Set(wanted), new Set(found)];
    for (const id of want) if (!have.has(id)) lost.push(`event ${id} is missing in ${what}`);
    for (const id of have) if (!want.has(id)) doubled.push(`event ${id} is in ${what} and in no topic`);
    if (found.length > have.size) doubled.push(`${found.length - have.size} events are twice in ${what}`);
  };
  for (const service of SERVICES.filter(name => name !== 'analytics')) {
    const rows = await looks.rows<{ id: string }>(
      service,
      'select id from messaging.events where aggregateid = any($1::text[])',
      [customers],
    );
    const ids = told.filter(event => event.service === service).map(({ id }) => id);
    compare(`the log of ${service}`, ids, idsOf(rows));
  }
  for (const { service, what, sql, of } of READERS) {
    const rows = await looks.rows<{ id: string }>(service, sql, [customers]);
    compare(
      what,
      told.filter(of).map(({ id }) => id),
      idsOf(rows),
    );
  }
  await checkLedger(looks, told, lost, doubled, customers);
  await checkComplaints(looks, told, lost, customers);
  return { lost, doubled };
}

const idsOf = (rows: readonly { readonly id: string }[]): string[] => rows.map(({ id }) => id);

/** Every purchase of a member earned its points once, and every entry sums to zero. */
async function checkLedger(
  looks: Looks,
  told: readonly Told[],
  lost: string[],
  doubled: string[],
  customers: readonly string[],
): Promise<void> {
  const rows = await looks.rows<{ purchase: string; n: number }>(
    'loyalty',
    `select purchase_id as purchase, count(*) as n from app.entries
     where kind = 'earned' and customer_id = any($1::uuid[]) group by purchase_id`,
    [customers],
  );
  const earned = new Map(rows.map(({ purchase, n }) => [purchase, n]));
  for (const { about } of told.filter(type('PurchaseMade'))) {
    const times = earned.get(about) ?? 0;
    if (times === 0) lost.push(`the purchase ${about} earned no points`);
    if (times > 1) doubled.push(`the purchase ${about} earned points ${times} times`);
  }
  const [sum] = await looks.rows<{ n: number }>(
    'loyalty',
    'select coalesce(sum(points), 0)::float8 as n from app.postings',
  );
  if (sum?.n !== 0) doubled.push(`the ledger sums to ${sum?.n}`);
}

/** Where each event leaves a complaint: in the list of complaints, and in the facts of analytics. */
const LEFT_AT: Readonly<Record<string, readonly [list: string, facts: string]>> = {
  ComplaintOpened: ['confirm', 'opened'],
  ComplaintConfirmed: ['empathise', 'confirmed'],
  ComplaintEmpathised: ['act', 'empathised'],
  ComplaintActedOn: ['verify', 'actedOn'],
  ComplaintClosed: ['closed', 'closed'],
};
const LIST = `select complaint_id as id, case when status = 'closed' then 'closed' else step end as step
  from app.complaints where customer_id = any($1::uuid[])`;
const FACTS = 'select complaint_id as id, step from facts.complaints where recorded_customer_id = any($1::uuid[])';

/** A complaint's rows are where its last event left it. */
async function checkComplaints(
  looks: Looks,
  told: readonly Told[],
  lost: string[],
  customers: readonly string[],
): Promise<void> {
  const last = new Map<string, readonly [string, string]>();
  for (const { about, type: name } of told) {
    const left = LEFT_AT[name];
    if (left !== undefined) last.set(about, left);
  }
  const compare = async (service: Service, sql: string, of: (left: readonly [string, string]) => string) => {
    const rows = await looks.rows<{ id: string; step: string }>(service, sql, [customers]);
    const found = new Map(rows.map(({ id, step }) => [id, step]));
    for (const [id, left] of last)
      if (found.get(id) !== of(left))
        lost.push(`complaint ${id} is at ${found.get(id) ?? 'nothing'} in ${service}, not ${of(left)}`);
  };
  await compare('complaints', LIST, ([list]) => list);
  await compare('analytics', FACTS, ([, facts]) => facts);
}
