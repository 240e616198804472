import type { Messaging } from '@rapport/messaging';
import { ofTeam } from './work-sight.query.ts';

/** Whose conduct somebody sees: that of these staff; with teams also what was seen of these, and of whom nobody leads. */
export interface ConductSight {
  readonly staff: readonly string[];
  readonly teams: readonly string[] | null;
}

/** Of whom or which team something was observed. */
export interface Observed {
  readonly staffId?: string | undefined;
  readonly team?: string | undefined;
}

const isLed = (staff: string): string => `exists (select from app.sight_staff s join app.sight_team t using (team_id)
  where ${staff} in (s.staff_id, s.principal_id::text) and t.supervisor_id is not null and not t.closed
    and current_date between s.works_from and coalesce(s.works_to, current_date))`;

/**
 * SQL: somebody's conduct is theirs and of who leads them now, whatever team they were observed in; what names nobody, or
 * somebody whom nobody leads, is of the team. `staff` and `teams` are parameters, `staff` null for who sees all.
 */
export const conductSeenBy = (staff: string, teams: string, of: { staffId: string; team: string }): string =>
  `(${staff}::text[] is null or coalesce(${of.staffId} = any(${staff}::text[]), false)
    or (${teams}::text[] is not null and not ${isLed(of.staffId)} and ${ofTeam(of.team, teams)}))`;

/** Whether an observation is somebody's to see; null sees all. */
export async function seesConduct(
  pool: Messaging['pool'],
  seen: ConductSight | null,
  { staffId, team }: Observed,
): Promise<boolean> {
  const { rows } = await pool.query<{ sees: boolean }>(
    `select ${conductSeenBy('$1', '$2', { staffId: '$3::text', team: '$4::text' })} as sees`,
    [seen?.staff ?? null, seen?.teams ?? null, staffId ?? null, team ?? null],
  );
  return rows[0]?.sees ?? false;
}
