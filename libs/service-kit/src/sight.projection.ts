import { profileEvents } from '@rapport/contracts';
import { bulkUpsert, defineProjection, ignoring } from '@rapport/messaging';
import { retellLookedAfter } from './looked-after.ts';

type Row = Record<string, unknown>;

interface Fold {
  readonly accounts: Map<string, Row>;
  readonly staff: Map<string, Row>;
  readonly teams: Map<string, Row>;
  readonly absences: Map<string, Row>;
  readonly cancelled: Map<string, string>;
  /** Recorded ids of which it may have changed who looks after them, by assignment or because they are another's now. */
  readonly touched: Set<string>;
}

const together = (fold: Fold, one: string, other: string): void => void fold.touched.add(one).add(other);

/** Who looks after whom, and who stands in for whom or leads whom (tables app.looked_after, app.sight_…). */
export const sight = defineProjection({
  name: 'sight',
  from: ['profile'],
  begin: (): Fold => ({
    accounts: new Map(),
    staff: new Map(),
    teams: new Map(),
    absences: new Map(),
    cancelled: new Map(),
    touched: new Set(),
  }),
  on: {
    ...ignoring(profileEvents),
    AccountAssigned({ data: { customerId, ownerId, team } }, { accounts, touched }: Fold) {
      const staff = [...new Set([...(ownerId === undefined ? [] : [ownerId]), ...team])];
      accounts.set(customerId, { customer_id: customerId, staff });
      touched.add(customerId);
    },
    CustomersMerged: ({ data }, fold) => together(fold, data.survivorId, data.absorbedId),
    CustomersUnmerged: ({ data }, fold) => together(fold, data.survivorId, data.absorbedId),
    StaffDescribed({ data }, { staff }) {
      const { staffId, principalId = null, teamId = null, worksFrom, worksTo = null } = data;
      const days = { works_from: worksFrom, works_to: worksTo };
      staff.set(staffId, { staff_id: staffId, principal_id: principalId, team_id: teamId, ...days });
    },
    TeamDescribed: ({ data: { teamId, supervisorId = null, closed } }, { teams }) =>
      void teams.set(teamId, { team_id: teamId, supervisor_id: supervisorId, closed }),
    AbsenceArranged({ data: { absenceId, staffId, coverId, from, to } }, { absences }) {
      const days = { from_day: from, to_day: to, cancelled: false };
      absences.set(absenceId, { absence_id: absenceId, staff_id: staffId, cover_id: coverId, ...days });
    },
    AbsenceCancelled: ({ data }, { cancelled }) => void cancelled.set(data.absenceId, data.staffId),
  },
  async commit({ accounts, staff, teams, absences, cancelled, touched }, tx) {
    await bulkUpsert(tx, 'app.sight_account', [...accounts.values()], { key: ['customer_id'] });
    await bulkUpsert(tx, 'app.sight_staff', [...staff.values()], { key: ['staff_id'] });
    await bulkUpsert(tx, 'app.sight_team', [...teams.values()], { key: ['team_id'] });
    await bulkUpsert(tx, 'app.sight_absence', [...absences.values()], { key: ['absence_id'] });
    if (cancelled.size > 0) {
      const ids = [...cancelled.keys()].sort();
      await tx.query('update app.sight_absence set cancelled = true where absence_id = any($1::uuid[])', [ids]);
    }
    await retellLookedAfter(tx, [...touched]);
  },
  rebuild: {
    tables: {
      'app.sight_account': 'customer_id',
      'app.looked_after': 'recorded_id',
      'app.sight_staff': 'staff_id',
      'app.sight_team': 'team_id',
      'app.sight_absence': 'staff_id',
    },
  },
});
