import type pg from 'pg';
import { clientOf, commandOf, compareLog, topicOf, type LogPlace, type Standing } from './compare-log.ts';
import { ConflictError, LogConflictError } from './errors.ts';
import type { LogGuard } from './log-guard.ts';
import { judgeMessages, type Conflict } from './judge-messages.ts';
import { boundsOf, offsetsAt, type Bounds, type Stamped } from './kafka.ts';
import { NEXT_PARTITIONS } from './migrate.ts';
import { transaction, type Tx } from './pool.ts';
import { logPage, queueAgain } from './publish-again.ts';
import { begin, lockedReconciliation, moveOn, openReconciliation, type Reconciliation } from './reconciliations.ts';
import { surveyAhead, surveyBehind, type Survey } from './survey.ts';
import { takeBack, type TakeBackOptions } from './take-back.ts';
import { after, lowerFirst, readRange } from './topic-range.ts';

const STEP_MS = 2_000;
const FETCHED = 5_000;
const TOGETHER = 1_000;
const HOUR_MS = 3_600_000;

/** How far a repair is. `agrees`: nothing is left to be done. */
export interface Progress {
  readonly state: 'agrees' | 'ahead' | 'behind';
  /** Messages or events looked at so far, of so many. */
  readonly done: number;
  readonly total: number;
  /** How many of them were taken back or queued. */
  readonly events: number;
}

/** A stream of which events came back: what commands had stored beside them did not. */
export interface TakenBackStream {
  readonly stream: string;
  readonly subject: string;
  readonly fromVersion: number;
  readonly toVersion: number;
  readonly recordedAt: Date;
  /** Whether the database has personal values of it, which may be older than the events. */
  readonly personal: boolean;
}

export interface Reconciling {
  /** What a repair would do, changing nothing. */
  survey(): Promise<Survey>;
  /**
   * Repairs for about two seconds; to be called until it answers `agrees`. Can be ended at any moment and called again.
   * Throws ConflictError where people have to decide first.
   */
  step(by: string): Promise<Progress>;
  /** The streams that were taken back, after one of them, by name. */
  takenBack(limit: number, after?: string): Promise<TakenBackStream[]>;
}

export function reconcilingOf(pool: pg.Pool, place: LogPlace, options: TakeBackOptions, guard: LogGuard): Reconciling {
  const client = clientOf(place);
  const topic = topicOf(place);

  const beginAhead = async (by: string, bounds: Bounds): Promise<void> => {
    const starts = await knownUntil(pool, place, bounds);
    await begin(pool, by, { direction: 'ahead', topicId: bounds.id, starts, ends: bounds.ends, partitions: [] });
  };
  const beginBehind = async (by: string, bounds: Bounds, { partitions }: Exclude<Standing, { state: 'agrees' }>) => {
    const { rows } = await pool.query<{ last: number | null }>('select max(position) as last from messaging.events');
    const ends = [partitions.length === 0 ? 0 : (rows[0]?.last ?? 0)];
    await begin(pool, by, { direction: 'behind', topicId: bounds.id, starts: [0], ends, partitions });
  };

  /** Takes messages back, in transactions that each leave the database as it was at one moment or another. */
  const aheadFor = async (open: Reconciliation, until: number): Promise<void> => {
    let at = open.nexts;
    while (Date.now() < until && left(at, open.ends) > 0) {
      const messages = await readRange(client, topic, at, lowerFirst(at, open.ends), FETCHED);
      // What was fetched is taken, however long that was: else whoever fetches slowly would never come any further.
      for (let i = 0; i < messages.length; i += TOGETHER) {
        const chunk = messages.slice(i, i + TOGETHER);
        const moved = await transaction(pool, tx => takeChunk(tx, at, chunk));
        if (moved === undefined) return;
        at = moved;
      }
      await pool.query(NEXT_PARTITIONS);
    }
    if (left(at, open.ends) === 0) await transaction(pool, finishAhead);
  };

  const takeChunk = async (tx: Tx, at: readonly number[], chunk: readonly Stamped[]): Promise<number[] | undefined> => {
    const open = await lockedReconciliation(tx);
    // Somebody else goes on with it.
    if (open === undefined || String(open.nexts) !== String(at)) return undefined;
    const nexts = after(at, chunk);
    await moveOn(tx, open, { ...(await takeBack(tx, options, chunk)), nexts });
    return nexts;
  };

  const behindFor = async (open: Reconciliation, until: number, count: number): Promise<void> => {
    for (let [at = 0] = open.nexts; Date.now() < until;) {
      const moved = await transaction(pool, tx => queueChunk(tx, at, count));
      if (moved === undefined) return;
      at = moved;
    }
  };

  const queueChunk = async (tx: Tx, at: number, count: number): Promise<number | undefined> => {
    const open = await lockedReconciliation(tx);
    if (open === undefined || open.nexts[0] !== at) return undefined;
    const { positions, next } =
      open.partitions.length === 0 ? { positions: [], next: undefined } : await logPage(tx, at, open.partitions, count);
    await queueAgain(tx, positions);
    await moveOn(tx, open, { nexts: [next ?? at], positions, highestEpoch: 0 });
    if (next === undefined) await finishBehind(tx, open);
    return next;
  };

  return {
    async survey() {
      const standing = await compareLog(pool, place);
      if (standing.state === 'agrees') return { state: 'agrees', complete: true };
      const { state, reason, partitions } = standing;
      const open = await openReconciliation(pool);
      const bounds = await boundsOf(client, topic);
      if (state === 'behind' || state === 'cut')
        return { state, reason, ...(await surveyBehind(pool, partitions, bounds.ends.length, open?.nexts[0] ?? 0)) };
      const [from, ends] = open ? [open.nexts, open.ends] : [await knownUntil(pool, place, bounds), bounds.ends];
      const found = await surveyAhead(pool, client, topic, from, ends);
      return { state: found.conflicts.length > 0 ? 'diverged' : state, reason, ...found };
    },
    async step(by) {
      const bounds = await boundsOf(client, topic);
      const open = await readyToRepair(by, bounds);
      if (open === undefined) return { state: 'agrees', done: 0, total: 0, events: 0 };
      const until = Date.now() + STEP_MS;
      try {
        await (open.direction === 'ahead' ? aheadFor(open, until) : behindFor(open, until, bounds.ends.length));
      } catch (error) {
        throw error instanceof LogConflictError ? undecided(error.conflicts) : error;
      }
      const now = await openReconciliation(pool);
      if (now) return progressOf(now);
      const { rows } = await pool.query<{ events: number }>(
        'select events from messaging.reconciliations where id = $1',
        [open.id],
      );
      const standing = await guard.compare();
      const state = standing.state === 'agrees' ? 'agrees' : open.direction;
      return { ...progressOf(open), state, done: progressOf(open).total, events: rows[0]?.events ?? 0 };
    },
    async takenBack(limit, name = '') {
      const { rows } = await pool.query<TakenBackStream>(
        `select t.stream, t.subject, t.from_version as "fromVersion", t.to_version as "toVersion",
           t.last_recorded_at as "recordedAt", p.stream is not null as personal
         from messaging.taken_back t left join messaging.personal p using (stream)
         where t.stream > $1 order by t.stream limit $2`,
        [name, limit],
      );
      return rows;
    },
  };

  /** The repair that is to go on, begun where there was none; undefined where there is nothing to repair. */
  async function readyToRepair(by: string, bounds: Bounds): Promise<Reconciliation | undefined> {
    await pool.query(BEGIN_ANEW, [bounds.id, bounds.ends.map((_, p) => p)]);
    const open = await openReconciliation(pool);
    if (open) return open;
    const standing = await guard.compare();
    if (standing.state === 'agrees') return undefined;
    if (standing.state === 'ahead') await beginAhead(by, bounds);
    else if (standing.state === 'behind') await beginBehind(by, bounds, standing);
    else throw new ConflictError(standing.reason);
    return openReconciliation(pool);
  }

  function undecided(conflicts: readonly Conflict[]): ConflictError {
    const [first] = conflicts;
    return new ConflictError(
      `${topic} and the database hold different events in ${conflicts.length} places, the first at position ${first?.position} ` +
        `(${first?.subject}, number ${first?.sequence}): the database was restored and has written since. Which of the two ` +
        `counts is for people to say, as docs/guides/backup-and-restore.md tells; ${commandOf(place)} --json lists them`,
    );
  }
}

// What was begun with a topic that is not there any more can't be gone on with: what came from it stays, what went into it goes
// once more.
const BEGIN_ANEW = `with given_up as (
    delete from messaging.reconciliations where finished_at is null and topic_id <> $1 and direction = 'ahead'
  ) update messaging.reconciliations set topic_id = $1, nexts = starts, partitions = $2
  where finished_at is null and topic_id <> $1 and direction = 'behind'`;

const finishAhead = async (tx: Tx): Promise<void> => {
  const open = await lockedReconciliation(tx);
  if (open === undefined || left(open.nexts, open.ends) > 0) return;
  // Above every epoch that the topic has seen: a database may be restored to before it was raised.
  // And to as many partitions as its events were sent to, where that copy is from before some were added.
  await tx.query(
    'update messaging.log set epoch = greatest(epoch, $1) + 1, partitions = case when partitions < $2 then $3 else partitions end',
    [open.highestEpoch, open.ends.findLastIndex(end => end > 0) + 1, open.ends.length],
  );
  await tx.query('update messaging.reconciliations set finished_at = now() where id = $1', [open.id]);
};

const finishBehind = async (tx: Tx, { id, topicId }: Reconciliation): Promise<void> => {
  await tx.query('update messaging.log set topic_id = $1', [topicId]);
  await tx.query('update messaging.compacted set pending = true where not pending');
  await tx.query('update messaging.reconciliations set finished_at = now() where id = $1', [id]);
};

/**
 * Offsets below which the database has everything: an hour before the newest event that it has, and further back while
 * what lies right before them is not known. The hour is more than an event waits to be sent, and than clocks differ.
 */
async function knownUntil(pool: pg.Pool, place: LogPlace, { starts, ends }: Bounds): Promise<number[]> {
  const { rows } = await pool.query<{ newest: Date | null }>(
    'select max(recorded_at) as newest from (select recorded_at from messaging.events order by position desc limit 1000) e',
  );
  const newest = rows[0]?.newest?.getTime();
  if (newest === undefined) return [...starts];
  for (let margin = HOUR_MS; ; margin *= 8) {
    const found = await offsetsAt(clientOf(place), topicOf(place), newest - margin);
    const from = ends.map((end, p) => Math.min(end, Math.max(starts[p] ?? 0, found[p] ?? 0)));
    const before = from.map((offset, p) => Math.max(starts[p] ?? 0, offset - 1));
    const messages = await readRange(clientOf(place), topicOf(place), before, from);
    const { missing, conflicts } = await judgeMessages(pool, messages);
    if (missing.length === 0 && conflicts.length === 0) return from;
  }
}

const left = (at: readonly number[], ends: readonly number[]): number =>
  ends.reduce((sum, end, i) => sum + Math.max(0, end - (at[i] ?? 0)), 0);

function progressOf({ direction, starts, nexts, ends, events }: Reconciliation): Progress {
  const total = left(starts, ends);
  return { state: direction, done: total - left(nexts, ends), total, events };
}
