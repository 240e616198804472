import type { ServiceName } from '@rapport/contracts';
import type pg from 'pg';
import { handleMany, type CommandStore } from './commands.ts';
import type { AnyDecider } from './decide.ts';
import { erasureOf } from './erasure.decider.ts';
import type { RunnableProjection } from './handlers.ts';
import { transaction, type Tx } from './pool.ts';
import { keepRules, removalsOf, type Removal } from './retention.ts';

const AT_ONCE = 200;

/** Where a service keeps personal values, beside those that messaging stores for it. */
export interface PersonalPlaces {
  /** Tables whose rows are a customer's, with the uuid column of its id as recorded: erasure deletes them. */
  readonly tables?: Readonly<Record<string, string>>;
}

export interface Erasing {
  /** Removes what is personal of these recorded ids now; done again it finds nothing. */
  erase(subjects: readonly string[], erasureId: string): Promise<void>;
  /** What was removed for its age, the last first. */
  removals(limit: number): Promise<Removal[]>;
}

/** The kinds whose claims are made of personal values: what an event tells by itself is none. */
const personalClaims = (deciders: readonly AnyDecider[]): string[] =>
  deciders.filter(decider => decider.claimsIn === undefined).map(({ kind }) => kind);

/** Removes what is personal in every service, keeps what is held, and knows how long the rest may be kept. */
export function erasureProjection(
  service: ServiceName,
  deciders: readonly AnyDecider[],
  places: PersonalPlaces,
): RunnableProjection {
  return {
    name: 'erasure',
    from: ['profile'],
    types: new Set(['CustomerErased', 'LegalHoldPlaced', 'LegalHoldReleased', 'RetentionRulesTold']),
    async apply(events, tx) {
      const erased = new Map<string, string>();
      for (const event of events) {
        if (event.type === 'CustomerErased') erased.set(event.data.customerId, event.data.erasureId);
        if (event.type === 'LegalHoldPlaced') await hold(tx, event.data, false);
        if (event.type === 'LegalHoldReleased') await hold(tx, event.data, true);
        if (event.type === 'RetentionRulesTold') {
          const { version, rules } = event.data;
          await keepRules(
            tx,
            version,
            rules.filter(rule => rule.service === service),
          );
        }
      }
      await eraseSubjects(tx, erased, personalClaims(deciders), places);
    },
  };
}

async function hold(
  tx: Tx,
  { customerId, holdId }: { readonly customerId: string; readonly holdId: string },
  released: boolean,
): Promise<void> {
  await tx.query(
    `insert into messaging.holds values ($1, $2, $3) on conflict (subject, hold) do update set released = excluded.released`,
    [customerId, holdId, released],
  );
}

export function erasingOf(pool: pg.Pool, deciders: readonly AnyDecider[], places: PersonalPlaces): Erasing {
  return {
    removals: limit => removalsOf(pool, limit),
    erase: (subjects, erasureId) =>
      transaction(pool, tx =>
        eraseSubjects(tx, new Map(subjects.map(id => [id, erasureId])), personalClaims(deciders), places),
      ),
  };
}

/**
 * Removes what is personal of these subjects: values beside streams, claims made of them, keys of requests, rows of the
 * service's own tables. From then on commands that bring personal values for them are refused: the subjects' number rows say so,
 * which each write locks first, so that none passes by.
 */
async function eraseSubjects(
  tx: Tx,
  erased: ReadonlyMap<string, string>,
  claimingKinds: readonly string[],
  { tables = {} }: PersonalPlaces,
): Promise<void> {
  const subjects = [...erased.keys()].sort();
  if (subjects.length === 0) return;
  await tx.query('insert into messaging.seq (subject) select unnest($1::text[]) on conflict do nothing', [subjects]);
  await tx.query('select from messaging.seq where subject = any($1::text[]) order by subject for update', [subjects]);
  await tx.query('update messaging.seq set erased_at = coalesce(erased_at, now()) where subject = any($1::text[])', [
    subjects,
  ]);
  const counts = new Map(subjects.map(subject => [subject, 0]));
  const remove = async (text: string, ...more: unknown[]): Promise<void> => {
    const { rows } = await tx.query<{ subject: string }>(text, [subjects, ...more]);
    for (const { subject } of rows) counts.set(subject, (counts.get(subject) ?? 0) + 1);
  };
  await remove('delete from messaging.personal where subject = any($1::text[]) returning subject');
  for (const [table, column] of Object.entries(tables))
    await remove(`delete from ${table} where ${column} = any($1::uuid[]) returning ${column}::text as subject`);
  await remove(
    `delete from messaging.claims where subject = any($1::text[]) and split_part(stream, '-', 1) = any($2::text[]) returning subject`,
    claimingKinds,
  );
  await tx.query(
    `delete from messaging.idempotency where stream in
     (select e.stream from messaging.events e where e.aggregateid = any($1::text[]))`,
    [subjects],
  );
  await tx.query(
    `insert into messaging.erasures as e (subject, erasure, removed)
     select * from unnest($1::text[], $2::uuid[], $3::bigint[])
     on conflict (subject) do update set removed = e.removed + excluded.removed`,
    [subjects, subjects.map(subject => erased.get(subject)), subjects.map(subject => counts.get(subject) ?? 0)],
  );
}

/** Tells profile, by an event each, what was erased since. Told again after a crash it is no second event. */
export async function tellErased(store: CommandStore, service: ServiceName): Promise<boolean> {
  const { rows } = await store.pool.query<{ subject: string; erasureId: string; removed: number }>(
    `select subject, erasure as "erasureId", removed from messaging.erasures where told_at is null order by subject limit ${AT_ONCE}`,
  );
  if (rows.length === 0) return false;
  const outcomes = await handleMany(
    store,
    erasureOf(service),
    rows.map(({ subject, erasureId, removed }) => ({
      id: subject,
      command: { type: 'TellErased', customerId: subject, erasureId, removed },
      context: { subject, actor: 'policy:answer-erasure' },
    })),
  );
  const told = outcomes.flatMap(outcome => (outcome.ok ? [outcome.id] : []));
  await store.pool.query('update messaging.erasures set told_at = now() where subject = any($1::text[])', [told]);
  return told.length > 0;
}
