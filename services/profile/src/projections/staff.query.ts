import type { Tx } from '@rapport/messaging';

/** One of the staff. Days as `2026-01-01`; the name is personal. */
export interface StaffRow {
  readonly staffId: string;
  readonly name: string | null;
  readonly role: string;
  readonly teamId: string | null;
  readonly languages: readonly string[];
  readonly worksFrom: string;
  readonly worksTo: string | null;
}

export interface StaffAsked {
  readonly team?: string | undefined;
  readonly role?: string | undefined;
  /** Only who works here today. */
  readonly here?: boolean | undefined;
  readonly after?: string | undefined;
  readonly limit: number;
}

/** By id. */
export async function listStaff(tx: Tx, { team, role, here, after, limit }: StaffAsked): Promise<StaffRow[]> {
  const { rows } = await tx.query<StaffRow>(
    `select s.staff_id as "staffId", p."values"->>'name' as name, s.role, s.team_id as "teamId", s.languages,
       s.works_from::text as "worksFrom", s.works_to::text as "worksTo"
     from app.staff s left join messaging.personal p on p.stream = 'staff-' || s.staff_id
     where ($1::text is null or s.team_id = $1) and ($2::text is null or s.role = $2) and ($4::text is null or s.staff_id > $4)
       and ($3::boolean is null or $3 = (current_date >= s.works_from and current_date <= coalesce(s.works_to, current_date)))
     order by s.staff_id limit $5`,
    [team ?? null, role ?? null, here ?? null, after ?? null, limit],
  );
  return rows;
}

export interface TeamRow {
  readonly teamId: string;
  readonly name: string | null;
  readonly supervisorId: string | null;
  readonly closed: boolean;
  /** How many work in it today. */
  readonly members: number;
}

export async function listTeams(tx: Tx, after: string | undefined, limit: number): Promise<TeamRow[]> {
  const { rows } = await tx.query<TeamRow>(
    `select t.team_id as "teamId", p."values"->>'name' as name, t.supervisor_id as "supervisorId", t.closed,
       (select count(*)::int from app.staff s where s.team_id = t.team_id
          and current_date >= s.works_from and current_date <= coalesce(s.works_to, current_date)) as members
     from app.team t left join messaging.personal p on p.stream = 'team-' || t.team_id
     where $1::text is null or t.team_id > $1 order by t.team_id limit $2`,
    [after ?? null, limit],
  );
  return rows;
}
