import type { Tx } from '@rapport/messaging';

/** Ids of the staff that decide whose customers somebody sees (see `sightOf`), and of the teams whose work is theirs. */
export interface StaffAround {
  readonly own: readonly string[];
  readonly covers: readonly string[];
  readonly led: readonly string[];
  /** Those they or whom they stand in for work in, those that their token names, and those that they lead. */
  readonly teams: readonly string[];
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
       select $1::text as id union select $3::text union select staff_id from app.sight_staff where principal_id::text = $1
     ), covered(id, depth) as (
       select id, 0 from own
       union
       select a.staff_id, c.depth + 1 from covered c join app.sight_absence a on a.cover_id = c.id
       where not a.cancelled and current_date between a.from_day and a.to_day and c.depth < 20
     ), led as (
       select team_id from app.sight_team join own on own.id = supervisor_id where not closed
       union select unnest($2::text[])
     ), here as (
       select s.staff_id, s.principal_id::text as principal_id from app.sight_staff s join led using (team_id)
       where current_date >= s.works_from and current_date <= coalesce(s.works_to, current_date)
     )
     select array(select id from own) as own,
       array(select distinct id from covered where depth > 0 and id not in (select id from own)) as covers,
       array(select staff_id from here union select principal_id from here where principal_id is not null) as led,
       array(select team_id from led
         union select s.team_id from app.sight_staff s join covered c on c.id = s.staff_id where s.team_id is not null) as teams`,
    [principal, teams, subject],
  );
  return rows[0] ?? { own: [principal, subject], covers: [], led: [], teams };
}
