import { profileEvents } from '@rapport/contracts';
import { bulkUpsert, defineProjection, ignoring, type Messaging } from '@rapport/messaging';

type Rows = Map<string, Record<string, unknown>>;

/** As whom the staff sign in, and their teams: `app.staff`. */
export const staff = defineProjection({
  name: 'staff',
  from: ['profile'],
  begin: (): Rows => new Map(),
  on: {
    ...ignoring(profileEvents),
    StaffDescribed: ({ data: { staffId, principalId = null, teamId = null } }, rows) =>
      void rows.set(staffId, { staff_id: staffId, principal_id: principalId, team: teamId }),
  },
  commit: async (rows, tx) => void (await bulkUpsert(tx, 'app.staff', [...rows.values()], { key: ['staff_id'] })),
  rebuild: { tables: { 'app.staff': 'staff_id' } },
});

/** Under which ids somebody who signs in has work, and in which teams. */
export interface Worker {
  readonly ids: readonly string[];
  readonly teams: readonly string[];
}

export async function workerOf(
  pool: Messaging['pool'],
  { id, teams }: { readonly id: string; readonly teams: readonly string[] },
): Promise<Worker> {
  const { rows } = await pool.query<{ staffId: string; team: string | null }>(
    `select staff_id as "staffId", team from app.staff where principal_id = $1 order by staff_id`,
    [id],
  );
  return {
    ids: [id, ...rows.map(({ staffId }) => staffId)],
    teams: [...new Set([...teams, ...rows.flatMap(({ team }) => team ?? [])])],
  };
}
