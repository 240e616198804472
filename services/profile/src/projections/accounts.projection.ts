import { profileEvents } from '@rapport/contracts';
import { bulkUpsert, defineProjection, ignoring, markChanged, type Tx } from '@rapport/messaging';

type Row = { readonly customer_id: string } & Record<string, unknown>;

interface Fold {
  readonly described: Map<string, Row>;
  readonly assigned: Map<string, Row>;
  readonly parents: Map<string, Row>;
  readonly people: Map<string, Row>;
  readonly absences: Map<string, { readonly staff_id: string } & Record<string, unknown>>;
  readonly cancelled: Map<string, string>;
}

const empty = (): Fold => ({
  described: new Map(),
  assigned: new Map(),
  parents: new Map(),
  people: new Map(),
  absences: new Map(),
  cancelled: new Map(),
});

/** Accounts with their people and those who look after them (tables app.account, app.contact_person, app.absence). */
export const accounts = defineProjection({
  name: 'accounts',
  from: ['profile'],
  begin: empty,
  on: {
    ...ignoring(profileEvents),
    AccountDescribed({ data: { customerId, ...basics } }, { described }: Fold) {
      described.set(customerId, { customer_id: customerId, basics });
    },
    AccountAssigned({ data, occurredAt }, { assigned }: Fold) {
      const { customerId, ownerId = null, team } = data;
      assigned.set(customerId, { customer_id: customerId, owner_id: ownerId, team, assigned_at: occurredAt });
    },
    ParentEnterpriseSet({ data: { customerId, parentId = null } }, { parents }: Fold) {
      parents.set(customerId, { customer_id: customerId, parent_id: parentId });
    },
    ContactPersonLinked({ data, occurredAt }, { people }: Fold) {
      const { customerId, personId, roles } = data;
      const row = { customer_id: customerId, person_id: personId, roles, changed_at: occurredAt };
      people.set(`${customerId} ${personId}`, row);
    },
    ContactPersonUnlinked({ data: { customerId, personId }, occurredAt }, { people }: Fold) {
      const row = { customer_id: customerId, person_id: personId, roles: [], changed_at: occurredAt };
      people.set(`${customerId} ${personId}`, row);
    },
    AbsenceArranged({ data }, { absences }: Fold) {
      const { absenceId, staffId, coverId, from, to } = data;
      const days = { from_day: from, to_day: to, cancelled: false };
      absences.set(absenceId, { absence_id: absenceId, staff_id: staffId, cover_id: coverId, ...days });
    },
    AbsenceCancelled: ({ data }, { cancelled }: Fold) => void cancelled.set(data.absenceId, data.staffId),
  },
  async commit({ described, assigned, parents, people, absences, cancelled }, tx) {
    for (const rows of [described, assigned, parents]) {
      await bulkUpsert(tx, 'app.account', [...rows.values()], { key: ['customer_id'] });
    }
    await bulkUpsert(tx, 'app.contact_person', [...people.values()], { key: ['customer_id', 'person_id'] });
    await bulkUpsert(tx, 'app.absence', [...absences.values()], { key: ['absence_id'] });
    if (cancelled.size === 0) return;
    await tx.query('update app.absence set cancelled = true where absence_id = any($1::uuid[])', [
      [...cancelled.keys()].sort(),
    ]);
  },
  async mark({ described, assigned, absences, cancelled }, tx) {
    const changed = [...described.keys(), ...assigned.keys()];
    const staff = [...[...absences.values()].map(row => row.staff_id), ...cancelled.values()];
    await markChanged(tx, [...new Set([...changed, ...(await ownedBy(tx, staff))])]);
  },
  rebuild: {
    tables: { 'app.account': 'customer_id', 'app.contact_person': 'customer_id', 'app.absence': 'staff_id' },
    async changed(whose, tx, table) {
      if (table === 'app.account') await markChanged(tx, whose);
      if (table === 'app.absence') await markChanged(tx, await ownedBy(tx, whose));
    },
  },
});

/** Those whose document says who looks after them while one of these is away. */
async function ownedBy(tx: Tx, staff: readonly string[]): Promise<string[]> {
  if (staff.length === 0) return [];
  const { rows } = await tx.query<{ id: string }>(
    'select customer_id as id from app.account where owner_id = any($1::text[]) order by 1',
    [staff],
  );
  return rows.map(({ id }) => id);
}
