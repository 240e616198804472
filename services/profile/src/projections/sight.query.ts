import type { Tx } from '@rapport/messaging';
import { accountsOf, caredFor } from './account.query.ts';

/** Ids of the staff that decide whose customers somebody sees; see `sightOf` of the service kit. */
export interface StaffAround {
  readonly own: readonly string[];
  readonly covers: readonly string[];
  readonly led: readonly string[];
}

/** Who the principal is among the staff (its pseudonym, the subject of its token, or whom these stand for), for whom they stand in today, and who works in the teams that they lead or their token names. */
export async function staffAround(
  tx: Tx,
  principal: string,
  subject: string,
  teams: readonly string[],
): Promise<StaffAround> {
  const { rows } = await tx.query<StaffAround>(
    `with recursive own as (
       select $1::text as id union select $3::text union select staff_id from app.staff where principal_id::text = $1
     ), covered(id, depth) as (
       select id, 0 from own
       union
       select a.staff_id, c.depth + 1 from covered c join app.absence a on a.cover_id = c.id
       where not a.cancelled and current_date between a.from_day and a.to_day and c.depth < 20
     ), led as (
       select team_id from app.team join own on own.id = supervisor_id where not closed
       union select unnest($2::text[])
     )
     select array(select id from own) as own,
       array(select distinct id from covered where depth > 0 and id not in (select id from own)) as covers,
       array(select s.staff_id from app.staff s join led using (team_id)
         where current_date >= s.works_from and current_date <= coalesce(s.works_to, current_date)
         union select s.principal_id::text from app.staff s join led using (team_id)
         where s.principal_id is not null and current_date >= s.works_from and current_date <= coalesce(s.works_to, current_date)) as led`,
    [principal, teams, subject],
  );
  return rows[0] ?? { own: [principal, subject], covers: [], led: [] };
}

/** Who looks after the customer that these recorded ids are, the current one first. */
export async function lookedAfter(
  tx: Tx,
  recorded: readonly string[],
): Promise<{ readonly ownerId: string | null; readonly team: readonly string[] }> {
  return caredFor(await accountsOf(tx, recorded), recorded) ?? { ownerId: null, team: [] };
}

/** The customer that an opportunity or an action of a plan is about, where that is known already. */
export async function customerOfPlan(
  tx: Tx,
  table: 'opportunity' | 'plan_action',
  id: string,
): Promise<string | undefined> {
  const { rows } = await tx.query<{ customer: string }>(
    table === 'opportunity'
      ? 'select customer_id as customer from app.opportunity where opportunity_id = $1'
      : 'select customer_id as customer from app.plan_action where action_id = $1',
    [id],
  );
  return rows[0]?.customer;
}

/** Whether nobody looks after a current customer, or one of the staff: the ids of these are a parameter, null for who sees all. */
export const visibleTo = (staff: string, current: string): string => `(${staff}::text[] is null or coalesce((
  select owned.owner_id = any(${staff}) or owned.team && ${staff}::text[] from app.account owned
  where (owned.customer_id = ${current}
      or owned.customer_id in (select part.recorded from messaging.identity part where part.current = ${current}))
    and (owned.owner_id is not null or cardinality(owned.team) > 0)
  order by owned.customer_id <> ${current}, owned.customer_id limit 1), true))`;
