import type pg from 'pg';
import { ConflictError } from '../errors.ts';
import type { Tx } from '../pool.ts';
import type { Compared } from './compare.ts';
import { versionOf, type RebuildableProjection } from './target.ts';

/**
 * starting → (bringing) → reading → verifying → swapping → marking → done. `differs` waits for somebody to accept or to abort,
 * `failed` for somebody to start it again or to abort; both leave the live one as it is.
 */
export type Stage =
  | ('starting' | 'bringing' | 'reading' | 'verifying' | 'differs' | 'swapping' | 'marking' | 'failed' | 'aborting')
  | ('done' | 'verified' | 'aborted');

export type Origin = 'kafka' | 'facts';

export interface Build {
  readonly id: number;
  readonly projection: string;
  readonly version: number;
  /** Where its events come from; `auto` until it has begun: the topics, or the owners where a topic was shortened. */
  readonly origin: Origin | 'auto';
  readonly onlyVerify: boolean;
  readonly accepted: boolean;
  readonly stage: Stage;
  /** What it waits for, or why it failed. */
  readonly note: string | null;
  readonly requestedBy: string;
  readonly requestedAt: Date;
  readonly updatedAt: Date;
  /** Events read, of how many; and how many a second. */
  readonly done: number;
  readonly total: number;
  readonly rate: number;
  readonly verified: readonly Compared[] | null;
  readonly swappedAt: Date | null;
  readonly endedAt: Date | null;
}

export interface Rebuildable {
  readonly projection: string;
  readonly tables: readonly string[];
  /** The version of its fold now, and the one by which its rows were made. */
  readonly version: number;
  readonly foldedVersion: number;
  readonly build: Build | null;
}

export interface BuildWish {
  readonly origin?: Origin | undefined;
  readonly onlyVerify: boolean;
  readonly acceptDifferences: boolean;
}

const COLUMNS = `id, projection, version, origin, only_verify as "onlyVerify", accepted, stage, note, requested_by as "requestedBy",
  requested_at as "requestedAt", updated_at as "updatedAt", done, total, rate, verified, swapped_at as "swappedAt",
  ended_at as "endedAt"`;

/** Rows of before the first swap were made by the version that was there first. */
export async function noteVersions(pool: pg.Pool, projections: readonly RebuildableProjection[]): Promise<void> {
  await pool.query(
    `insert into messaging.folded (projection, version) select * from unnest($1::text[], $2::int[]) on conflict do nothing`,
    [projections.map(({ name }) => name), projections.map(versionOf)],
  );
}

export async function listRebuildable(
  pool: pg.Pool,
  projections: readonly RebuildableProjection[],
): Promise<Rebuildable[]> {
  const { rows: folded } = await pool.query<{ projection: string; version: number }>(
    'select projection, version from messaging.folded',
  );
  const { rows: builds } = await pool.query<Build>(
    `select distinct on (projection) ${COLUMNS} from messaging.builds order by projection, id desc`,
  );
  return projections.map(projection => ({
    projection: projection.name,
    tables: Object.keys(projection.rebuild.tables),
    version: versionOf(projection),
    foldedVersion: folded.find(row => row.projection === projection.name)?.version ?? versionOf(projection),
    build: builds.find(row => row.projection === projection.name) ?? null,
  }));
}

/** The builds that are not over, those that somebody has to decide about last. */
export async function openBuilds(pool: pg.Pool): Promise<Build[]> {
  const { rows } = await pool.query<Build>(
    `select ${COLUMNS} from messaging.builds where ended_at is null order by stage in ('differs', 'failed'), id`,
  );
  return rows;
}

/** Begins a build; one that is under way goes on with these wishes, one that failed is taken up where it stood. */
export async function wishBuild(
  pool: pg.Pool,
  projection: RebuildableProjection,
  { origin, onlyVerify, acceptDifferences }: BuildWish,
  by: string,
): Promise<Build> {
  const { rows } = await pool.query<Build>(
    `insert into messaging.builds as b (projection, version, origin, only_verify, accepted, requested_by)
     values ($1, $2, $3, $4, $5, $6)
     on conflict (projection) where ended_at is null do update set accepted = b.accepted or excluded.accepted,
       only_verify = b.only_verify and excluded.only_verify, note = null, updated_at = now(),
       stage = case when b.stage = 'differs' and excluded.accepted then 'swapping' when b.stage <> 'failed' then b.stage
         when b.total = 0 then 'starting'
         when b.origin = 'facts' then 'bringing' else 'reading' end
     where b.stage <> 'aborting' and (excluded.origin in ('auto', b.origin) or b.origin = 'auto')
     returning ${COLUMNS}`,
    [projection.name, versionOf(projection), origin ?? 'auto', onlyVerify, acceptDifferences, by],
  );
  if (rows[0]) return rows[0];
  throw new ConflictError(`another build of ${projection.name} is under way: wait for its end, or abort it`);
}

/** Gives a build up: the live one stays as it is. Answers nothing where none is under way that still can be. */
export async function abortBuild(pool: pg.Pool, projection: string): Promise<Build | undefined> {
  const { rows } = await pool.query<Build>(
    `update messaging.builds set stage = 'aborting', note = null, updated_at = now()
     where projection = $1 and ended_at is null and stage <> 'marking' returning ${COLUMNS}`,
    [projection],
  );
  return rows[0];
}

type Changes = Partial<
  Pick<Build, 'stage' | 'note' | 'done' | 'total' | 'rate' | 'origin' | 'version'> & {
    verified: string;
    swapped_at: string;
    ended_at: string;
  }
>;

/** Moves a build on, unless somebody has given it up meanwhile: answers whether it was moved. Instants are SQL's `now()`. */
export async function moveBuild(db: Pick<pg.Pool, 'query'>, { id, stage }: Build, changes: Changes): Promise<boolean> {
  const columns = Object.entries(changes);
  const { rowCount } = await db.query(
    `update messaging.builds set updated_at = now(), ${columns.map(([name], i) => `${name} = $${i + 3}`).join(', ')}
     where id = $1 and stage = $2`,
    [id, stage, ...columns.map(([, value]) => value)],
  );
  return rowCount === 1;
}

/** Somebody else has moved the build on, or given it up. */
export class MovedError extends Error {}

const WORKED_ON: readonly Stage[] = ['bringing', 'reading', 'verifying', 'differs', 'swapping'];

/** Takes the build's row until the transaction ends: who moves it on, gives it up or works on it too waits, and sees then. */
export async function holdBuild(tx: Tx, id: number, stages: readonly Stage[] = WORKED_ON): Promise<void> {
  const { rowCount } = await tx.query('select from messaging.builds where id = $1 and stage = any($2) for update', [
    id,
    stages,
  ]);
  if (rowCount !== 1) throw new MovedError(`the build ${id} was moved on by somebody else`);
}
