import type { Reached } from '../fail-point.ts';
import { transaction } from '../pool.ts';
import { holdBuild, moveBuild, type Build } from './builds.ts';
import { holdLive } from './live.ts';
import type { Place } from './verify.ts';
import { WaitError } from './wait.ts';

/** Readers wait behind us for as long as we wait for one of them: so long at most, and then we try another time. */
const LOCKS_MS = 250;
const SWAP_MS = 2000;
const LOCK_NOT_AVAILABLE = '55P03';
const CANCELLED = '57014';
const DEADLOCK = '40P01';

/** Makes the tables, empty, and says from where they are to be filled: from the topics, or from the owners and then the topics. */
export async function begin(
  { target, pool }: Place,
  build: Build,
  starts: ReadonlyMap<string, readonly number[]>,
): Promise<void> {
  const { schema, tables, topics } = target;
  const all = [...topics.keys()].flatMap(topic =>
    (starts.get(topic) ?? []).map((first, partition) => ({ topic, partition, first })),
  );
  const shortened = all.some(({ first }) => first > 0);
  const origin = build.origin === 'auto' ? (shortened ? 'facts' : 'kafka') : build.origin;
  await transaction(pool, async tx => {
    await holdBuild(tx, build.id, ['starting']);
    await tx.query('select messaging.begin_build($1, $2)', [schema, tables.map(({ live }) => live)]);
    const { rowCount } = await tx.query(
      `insert into ${schema}.build_positions (topic, partition, topic_id, next_offset, first_offset)
       select p.topic, p.partition, p.topic_id, s.first, s.first from messaging.positions p,
       lateral (select case when $4 then p.next_offset else w.first end as first
         from unnest($1::text[], $2::int[], $3::bigint[]) as w(topic, partition, first)
         where w.topic = p.topic and w.partition = p.partition) s`,
      [all.map(one => one.topic), all.map(one => one.partition), all.map(one => one.first), origin === 'facts'],
    );
    if (rowCount !== all.length) throw new WaitError('waits for the live one to begin to read all partitions');
    await moveBuild(tx, build, { origin, stage: origin === 'facts' ? 'bringing' : 'reading', note: null });
  });
}

/**
 * One transaction: nothing is read into the live one, the rest is read into the build, and the two change places. Answers for
 * how many milliseconds the live one was held; nothing where readers or the log kept it waiting: everything is as before then.
 */
export async function swap({ target, pool, site }: Place, build: Build, reached: Reached): Promise<number | undefined> {
  let held = 0;
  try {
    await transaction(pool, async tx => {
      await holdBuild(tx, build.id);
      await holdLive(tx, [...target.topics.keys()]);
      held = performance.now();
      if (!(await site.catchUp(tx))) throw new NotYetError();
      await reached('swapping');
      await tx.query(`set local lock_timeout = ${LOCKS_MS}`);
      await tx.query(`set local statement_timeout = ${SWAP_MS}`);
      await tx.query('select messaging.swap_build($1, $2)', [target.schema, target.tables.map(({ live }) => live)]);
      await tx.query(
        `insert into messaging.folded (projection, version) values ($1, $2)
         on conflict (projection) do update set version = excluded.version, since = now()`,
        [build.projection, build.version],
      );
      await moveBuild(tx, build, { stage: 'marking', note: null, swapped_at: 'now' });
    });
    return performance.now() - held;
  } catch (error) {
    if (error instanceof NotYetError || isWaiting(error)) return undefined;
    throw error;
  }
}

class NotYetError extends Error {}

const isWaiting = (error: unknown): boolean =>
  error instanceof Error && [LOCK_NOT_AVAILABLE, CANCELLED, DEADLOCK].includes((error as { code?: string }).code ?? '');
