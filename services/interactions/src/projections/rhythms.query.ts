import type { Messaging } from '@rapport/messaging';

/** Which observations count for a measure, and the field that says for whom. */
export interface Counted<Measure extends string> {
  readonly measure: Measure;
  readonly kind: string;
  readonly of: 'place' | 'team';
}

interface Row<Measure extends string> {
  readonly measure: Measure;
  readonly whose: string;
  readonly at: Date;
}

const HELD = `select r.measure, c.facts->>r.of as whose, c.occurred_at as at
  from app.conduct c join json_to_recordset($1) as r(measure text, kind text, of text) using (kind) where c.facts->>r.of is not null`;

/** What was held within a span, and when the first was of each place or team, ever. What names neither counts for nobody. */
export async function readHeld<Measure extends string>(
  pool: Messaging['pool'],
  counted: readonly Counted<Measure>[],
  { from, until }: { readonly from: string; readonly until: string },
) {
  const kinds = JSON.stringify(counted);
  const held = await pool.query<Row<Measure>>(`${HELD} and c.occurred_at >= $2 and c.occurred_at < $3`, [
    kinds,
    from,
    until,
  ]);
  const first = await pool.query<Row<Measure>>(
    `select measure, whose, min(at) as at from (${HELD} and c.occurred_at < $2) h group by measure, whose`,
    [kinds, until],
  );
  return { held: held.rows.map(told), first: first.rows.map(told) };
}

const told = <Measure extends string>({ at, ...row }: Row<Measure>) => ({ ...row, at: at.toISOString() });
