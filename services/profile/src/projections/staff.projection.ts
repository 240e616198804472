import { profileEvents } from '@rapport/contracts';
import { bulkUpsert, defineProjection, ignoring } from '@rapport/messaging';

interface Fold {
  readonly staff: Map<string, Record<string, unknown>>;
  readonly teams: Map<string, Record<string, unknown>>;
}

/** The staff and their teams, as last described (tables app.staff, app.team). */
export const staffAndTeams = defineProjection({
  name: 'staff',
  from: ['profile'],
  begin: (): Fold => ({ staff: new Map(), teams: new Map() }),
  on: {
    ...ignoring(profileEvents),
    StaffDescribed({ data }, { staff }: Fold) {
      const { staffId, principalId = null, role, teamId = null, languages, worksFrom, worksTo = null } = data;
      const days = { works_from: worksFrom, works_to: worksTo };
      staff.set(staffId, {
        staff_id: staffId,
        principal_id: principalId,
        role,
        team_id: teamId,
        languages,
        ...days,
      });
    },
    TeamDescribed({ data: { teamId, supervisorId = null, closed } }, { teams }: Fold) {
      teams.set(teamId, { team_id: teamId, supervisor_id: supervisorId, closed });
    },
  },
  async commit({ staff, teams }, tx) {
    await bulkUpsert(tx, 'app.staff', [...staff.values()], { key: ['staff_id'] });
    await bulkUpsert(tx, 'app.team', [...teams.values()], { key: ['team_id'] });
  },
  rebuild: { tables: { 'app.staff': 'staff_id', 'app.team': 'team_id' } },
});
