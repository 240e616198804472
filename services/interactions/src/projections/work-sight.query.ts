import type { Messaging } from '@rapport/messaging';
import { seenBy } from '@rapport/service-kit';

/** Whose work somebody sees: `staff` as in `staffSeen`, null for everybody's; `teams` are those they work in or lead. */
export interface WorkSight {
  readonly staff: readonly string[] | null;
  readonly teams: readonly string[];
}

/** SQL: a team that nobody has described yet, and what is of none, is everybody's: as is a customer whom nobody looks after. */
export const ofTeam = (team: string, teams: string): string =>
  `(${team} is null or ${team} = any(${teams}::text[])
    or not exists (select from app.sight_team t where t.team_id = ${team} and not t.closed))`;

/** SQL: what is given to one of the staff, or to a team of theirs and about a customer whom they may see; both are parameters. */
export const workSeenBy = (staff: string, teams: string): string =>
  `(${staff}::text[] is null or work_items.assignee = any(${staff}::text[])
    or (${ofTeam('work_items.team', teams)} and ${seenBy(staff, 'work_items.customer_id')}))`;

/** Whether a team's work is somebody's to see. */
export async function seesTeam(pool: Messaging['pool'], team: string, { staff, teams }: WorkSight): Promise<boolean> {
  if (staff === null) return true;
  const { rows } = await pool.query<{ sees: boolean }>(`select ${ofTeam('$2::text', '$1')} as sees`, [teams, team]);
  return rows[0]?.sees ?? false;
}

/** To whom an item is given as far as is known here, and about whom it is. */
export async function givenTo(
  pool: Messaging['pool'],
  workItemId: string,
): Promise<{ readonly subject: string; readonly assignee: string | null; readonly team: string | null } | undefined> {
  const { rows } = await pool.query<{ subject: string; assignee: string | null; team: string | null }>(
    `select s.subject, w.assignee, w.team from messaging.streams s left join app.work_items w on w.work_item_id = $2
     where s.stream = $1`,
    [`workItem-${workItemId}`, workItemId],
  );
  return rows[0];
}
