import type { QueryRunner } from 'typeorm';

/** View → what one row is, and its columns. */
export type Dictionary = Readonly<Record<string, readonly [row: string, columns: Readonly<Record<string, string>>]>>;

/** What columns of these names mean wherever they are. */
export const meanings = {
  customer_id: 'The customer as known today: merged records share the id of the first recorded.',
  recorded_customer_id: 'The id under which it was recorded; never changed by a merge.',
  occurred_at: 'When it happened, business time.',
  recorded_at: 'When Rapport learned of it.',
  imported: 'Whether it is history that was filed afterwards.',
  event_id: 'The event behind this row.',
} as const;

export async function commentOn(runner: QueryRunner, dictionary: Dictionary): Promise<void> {
  const quoted = (text: string): string => `'${text.replaceAll("'", "''")}'`;
  const statements = Object.entries(dictionary).flatMap(([view, [row, columns]]) => [
    `comment on view analytics.${view} is ${quoted(row)}`,
    ...Object.entries(columns).map(
      ([column, text]) => `comment on column analytics.${view}.${column} is ${quoted(text)}`,
    ),
  ]);
  await runner.query(statements.join(';'));
}

/** Where the role could not be made, an administrator grants the same. */
export const grantToAnalyst = `do $$
  begin
    if exists (select from pg_roles where rolname = 'analyst') then
      grant select on all tables in schema analytics to analyst;
    end if;
  end $$`;
