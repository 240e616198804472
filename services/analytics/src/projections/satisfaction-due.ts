import { bulkUpsert, type Tx } from '@rapport/messaging';
import { asDue, asMarks, rests, type Due } from './due-marks.ts';

const TABLE = 'app.satisfaction_due';
const KEY = ['recorded_customer_id'];

/**
 * Says, in the transaction that changed it, that the satisfaction of these customers may be another now. Who is marked and
 * not taken yet keeps its place, but is held until this transaction ends: who takes it waits, and then sees what was changed.
 */
export async function markDue(tx: Tx, whose: Due): Promise<void> {
  const waits = 't.taken is null and t.since <= now()';
  await bulkUpsert(tx, TABLE, asMarks(whose), {
    key: KEY,
    update: {
      taken: 'null',
      since: `case when ${waits} then t.since else now() end`,
      late: `excluded.late and (t.late or not (${waits}))`,
    },
    where: `not (${waits}) or (t.late and not excluded.late)`,
  });
}

/** Takes those who were marked at least `restMs` milliseconds ago, the longest first, under the token `by`. */
export async function takeDue(tx: Tx, by: string, restMs: number, limit: number): Promise<string[]> {
  const taken: string[] = [];
  for (const { late, ms } of await rests(tx, restMs)) {
    const { rows } = await tx.query<{ id: string }>(
      `with oldest as (
         select recorded_customer_id from ${TABLE} where late = $4 and since <= now() - $2 * interval '1 ms' order by since limit $3
       ), held as (
         select d.recorded_customer_id from ${TABLE} d join oldest using (recorded_customer_id)
         order by d.recorded_customer_id for update of d
       )
       update ${TABLE} d set taken = $1 from held where d.recorded_customer_id = held.recorded_customer_id
       returning d.recorded_customer_id as id`,
      [by, ms, limit - taken.length, late],
    );
    taken.push(...rows.map(({ id }) => id));
  }
  return taken;
}

/** The satisfaction of a customer, as sums that fade on as one: 50 × (1 + balance / (1 + weight)) at `asOf`. */
export interface Worked {
  readonly customerId: string;
  readonly weight: number;
  readonly balance: number;
  readonly experiences: number;
  readonly asOf: Date;
}

/** Works out anew whom these recorded ids belong to, each once and over all records. Who has no experiences is left out. */
export async function workOut(tx: Tx, recordedIds: readonly string[]): Promise<Worked[]> {
  const { rows } = await tx.query<Worked>(
    `select customer_id as "customerId", weight, balance, experiences, now() as "asOf"
     from app.satisfaction_of($1) order by customer_id`,
    [recordedIds],
  );
  return rows;
}

/**
 * Marks once more whom another has taken since `by` did: which of the two spoke last is not known. A statement of its own, because a
 * transaction that holds marks and waits for others is a deadlock with who reads events.
 */
export async function markContested(tx: Tx, by: string, ids: readonly string[]): Promise<void> {
  const { rows } = await tx.query<{ id: string }>(
    `select a.id from unnest($1::uuid[]) a(id) left join ${TABLE} d on d.recorded_customer_id = a.id
     where d.recorded_customer_id is null or d.taken <> $2`,
    [ids, by],
  );
  await markDue(tx, asDue(rows.map(({ id }) => id)));
}

/**
 * Keeps what was worked out and removes the marks taken `by` this token. Who was marked again meanwhile stays marked, and who has
 * experiences still to come is, until then. Whose mark is held by somebody else is being marked again, or taken again: it stays.
 */
export async function settleDue(tx: Tx, by: string, ids: readonly string[], worked: readonly Worked[]): Promise<void> {
  await bulkUpsert(
    tx,
    'app.satisfaction',
    worked.map(({ customerId, weight, balance, experiences, asOf }) => ({
      customer_id: customerId,
      as_of: asOf,
      weight,
      balance,
      experiences,
    })),
    { key: ['customer_id'], where: 'excluded.as_of >= t.as_of' },
  );
  await tx.query(
    `delete from app.satisfaction s using messaging.identity i where s.customer_id = i.recorded and i.recorded = any($1::uuid[])`,
    [ids],
  );
  const { rows: removed } = await tx.query<{ id: string }>(
    `with held as (
       select recorded_customer_id as id from ${TABLE} where recorded_customer_id = any($1::uuid[]) and taken = $2
       order by recorded_customer_id for update skip locked
     ) delete from ${TABLE} d using held where d.recorded_customer_id = held.id returning held.id`,
    [ids, by],
  );
  const { rows: ahead } = await tx.query<{ recorded_customer_id: string; since: Date }>({
    name: 'satisfaction-ahead',
    text: `select recorded_customer_id, max(occurred_at) as since from app.experiences
     where recorded_customer_id = any($1::uuid[]) and occurred_at > now() group by 1`,
    values: [removed.map(({ id }) => id)],
  });
  await bulkUpsert(tx, TABLE, ahead, { key: KEY, update: 'nothing' });
}
