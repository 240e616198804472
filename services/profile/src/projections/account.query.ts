import type { Tx } from '@rapport/messaging';
import { seenBy } from '@rapport/service-kit';

/** An absence that is not over yet; days as `2026-07-01`. */
export type Away = { readonly staffId: string; readonly coverId: string; readonly from: string; readonly to: string };

/** Who looks after a customer. Who covers for an owner today follows from the absences, which do not age. */
export type CaredFor = {
  readonly ownerId: string | null;
  readonly team: readonly string[];
  readonly absences: readonly Away[];
};

export interface AccountRow {
  readonly customer: string;
  readonly ownerId: string | null;
  readonly team: readonly string[];
  readonly assignedAt: string | null;
  readonly parentId: string | null;
  readonly basics: Readonly<Record<string, unknown>> | null;
  readonly absences: readonly Away[];
}

/** The accounts of these recorded customers; those of whom nothing was said have none. */
export async function accountsOf(tx: Tx, recorded: readonly string[]): Promise<AccountRow[]> {
  const { rows } = await tx.query<AccountRow>(
    `select a.customer_id as customer, a.owner_id as "ownerId", a.team, a.assigned_at::text as "assignedAt",
       a.parent_id as "parentId", a.basics,
       coalesce((select json_agg(json_build_object('staffId', staff_id, 'coverId', cover_id,
           'from', from_day::text, 'to', to_day::text) order by from_day, absence_id)
         from app.absence where staff_id = a.owner_id and not cancelled and to_day >= current_date), '[]') as absences
     from app.account a where a.customer_id = any($1::uuid[])`,
    [recorded],
  );
  return rows;
}

/** The survivor's word counts; where it has said nothing, that of who was merged into it. */
export function caredFor(accounts: readonly AccountRow[], members: readonly string[]): CaredFor | null {
  const mine = members.flatMap(id => accounts.filter(({ customer }) => customer === id));
  const found = mine.find(({ ownerId, team }) => ownerId !== null || team.length > 0);
  return found ? { ownerId: found.ownerId, team: found.team, absences: found.absences } : null;
}

const DEEP = 20;

/** Whoever looks after the customer on a day: the owner, or who covers for them, or for that one. */
export function onDuty({ ownerId, absences }: CaredFor, day: string, awayToo: readonly Away[] = []): string | null {
  let who = ownerId;
  for (let step = 0; step < DEEP && who !== null; step++) {
    const away = [...absences, ...awayToo].find(({ staffId, from, to }) => staffId === who && from <= day && day <= to);
    if (!away) return who;
    who = away.coverId;
  }
  return who;
}

export interface Linked {
  readonly personId: string;
  readonly roles: readonly string[];
}

/** The people who speak for any of these recorded customers and are seen by one of the staff, or by everybody. */
export async function peopleOf(
  tx: Tx,
  recorded: readonly string[],
  staff: readonly string[] | null,
): Promise<Linked[]> {
  const { rows } = await tx.query<Linked>(
    `select person_id as "personId", roles from app.contact_person
     where customer_id = any($1::uuid[]) and cardinality(roles) > 0 and ${seenBy('$2', 'person_id')}
     order by changed_at, person_id`,
    [recorded, staff],
  );
  return rows;
}

/** The current ids above and below, each with its distance; an enterprise that a merge put above itself is left out. */
export async function hierarchyOf(
  tx: Tx,
  current: string,
): Promise<{ readonly above: string[]; readonly below: { readonly id: string; readonly depth: number }[] }> {
  const now = (column: string): string =>
    `coalesce((select i.current from messaging.identity i where i.recorded = ${column}), ${column})`;
  const { rows: above } = await tx.query<{ id: string }>(
    `with recursive up(id, depth, seen) as (
       select $1::uuid, 0, array[$1::uuid]
       union all
       select p.id, up.depth + 1, up.seen || p.id from up cross join lateral (
         select ${now('a.parent_id')} as id from app.account a
         where ${now('a.customer_id')} = up.id and a.parent_id is not null
         order by a.customer_id <> up.id, a.customer_id limit 1
       ) p where p.id <> all(up.seen) and up.depth < ${DEEP}
     ) select id from up where depth > 0 order by depth`,
    [current],
  );
  const { rows: below } = await tx.query<{ id: string; depth: number }>(
    `with recursive down(id, depth, seen) as (
       select $1::uuid, 0, array[$1::uuid]
       union all
       select c.id, down.depth + 1, down.seen || c.id from down cross join lateral (
         select distinct ${now('a.customer_id')} as id from app.account a where ${now('a.parent_id')} = down.id
       ) c where c.id <> all(down.seen) and down.depth < ${DEEP}
     ) select id, min(depth) as depth from down where depth > 0 group by id order by depth, id limit 500`,
    [current],
  );
  return { above: above.map(({ id }) => id), below };
}

/** All absences of one of the staff that are not over, and of those who cover for them, for saying who is there. */
export async function awayNow(tx: Tx, day: string): Promise<Away[]> {
  const { rows } = await tx.query<Away>(
    `select staff_id as "staffId", cover_id as "coverId", from_day::text as "from", to_day::text as "to"
     from app.absence where not cancelled and $1::date between from_day and to_day order by absence_id limit 2000`,
    [day],
  );
  return rows;
}

/** The absences of one of the staff that are not over. */
export async function absencesOf(tx: Tx, staffId: string): Promise<(Away & { readonly absenceId: string })[]> {
  const { rows } = await tx.query<Away & { absenceId: string }>(
    `select absence_id as "absenceId", staff_id as "staffId", cover_id as "coverId", from_day::text as "from", to_day::text as "to"
     from app.absence where staff_id = $1 and not cancelled and to_day >= current_date order by from_day, absence_id`,
    [staffId],
  );
  return rows;
}
