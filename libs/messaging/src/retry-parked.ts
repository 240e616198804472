import type pg from 'pg';
import { applyEvents, isHandled, type Readers } from './apply-batch.ts';
import { fromMessage } from './cloud-event.ts';
import { lockPartitionsOf, MISSING, restored, storable, UNASKED, type StoredMessage } from './parking.ts';
import { isTransient, transaction, type Tx } from './pool.ts';

const STEPS = 200;
const STEPS_MS = 2_000;
const TRIES = 3;

export interface Key {
  readonly topic: string;
  readonly subject: string;
}

export interface Failed extends Key {
  readonly id: number;
  readonly reason: string;
}

export interface Retried {
  readonly retried: readonly Key[];
  /** What failed again, one of a subject: what follows it was not tried. */
  readonly failed: readonly Failed[];
  /** Where to go on with another call; null when all were tried. */
  readonly next: Key | null;
}

/**
 * Applies the parked events of a subject again, oldest first, up to and including `id`, some hundreds at most in one call.
 * Answers nothing where no such event waits.
 */
export async function retryParked(pool: pg.Pool, readers: Readers, id: number): Promise<Retried | undefined> {
  const { rows } = await pool.query<Key>(
    'select topic, subject from messaging.parked where id = $1 and dropped_at is null',
    [id],
  );
  if (!rows[0]) return undefined;
  const budget = newBudget();
  const round = await retrySubject(pool, readers, rows[0], budget, id);
  return { retried: round.retried, failed: round.failed, next: round.over ? null : rows[0] };
}

export interface RetryWhat {
  readonly topic?: string | undefined;
  readonly subject?: string | undefined;
  /** The last one done: where the call before ended. */
  readonly after?: Key | undefined;
}

/** Applies what is parked again, subject by subject: one that fails again stays with what follows it, the others go on. */
export async function retryAllParked(pool: pg.Pool, readers: Readers, what: RetryWhat): Promise<Retried> {
  const retried: Key[] = [];
  const failed: Failed[] = [];
  const budget = newBudget();
  let after = what.after;
  for (;;) {
    const key = await subjectAfter(pool, what, after);
    if (!key) return { retried, failed, next: null };
    if (isSpent(budget)) return { retried, failed, next: after ?? START };
    const round = await retrySubject(pool, readers, key, budget);
    retried.push(...round.retried);
    failed.push(...round.failed);
    if (!round.over) return { retried, failed, next: after ?? START };
    after = key;
  }
}

const START: Key = { topic: '', subject: '' };

async function subjectAfter(pool: pg.Pool, { topic, subject }: RetryWhat, after?: Key): Promise<Key | undefined> {
  const { rows } = await pool.query<Key>(
    `select topic, subject from messaging.parked where dropped_at is null
     and ($1::text is null or topic = $1) and ($2::text is null or subject = $2) and (topic, subject) > ($3, $4)
     order by topic, subject limit 1`,
    [topic, subject, after?.topic ?? '', after?.subject ?? ''],
  );
  return rows[0];
}

interface Budget {
  steps: number;
  readonly until: number;
}

const newBudget = (): Budget => ({ steps: STEPS, until: performance.now() + STEPS_MS });
const isSpent = ({ steps, until }: Budget): boolean => steps <= 0 || performance.now() >= until;

interface Round {
  readonly retried: Key[];
  readonly failed: Failed[];
  /** Whether nothing of it is left to be tried. */
  readonly over: boolean;
}

async function retrySubject(pool: pg.Pool, readers: Readers, key: Key, budget: Budget, named = 0): Promise<Round> {
  const retried: Key[] = [];
  do {
    const step = await retryHead(pool, readers, key, named);
    if (step === undefined) return { retried, failed: [], over: true };
    budget.steps--;
    if (step.failure !== undefined)
      return { retried, failed: [{ ...key, id: step.id, reason: step.failure }], over: true };
    retried.push(key);
    if (step.id === named) return { retried, failed: [], over: true };
  } while (!isSpent(budget));
  return { retried, failed: [], over: false };
}

interface Step {
  readonly id: number;
  readonly failure?: string;
}

/** Tries the first event of a subject, in a transaction of its own. `named`: the id up to which to go; 0 for all. */
async function retryHead(
  pool: pg.Pool,
  readers: Readers,
  key: Key,
  named: number,
  tries = 1,
): Promise<Step | undefined> {
  let tried: number | undefined;
  try {
    return await transaction(pool, async tx => {
      await lockPartitionsOf(tx, key.topic, key.subject);
      const head = await headOf(tx, key, named);
      if (!head) return undefined;
      tried = head.id;
      if ([MISSING, UNASKED].includes(head.reason) && head.id !== named) throw new Error(head.reason);
      await applyAgain(tx, readers, head.event);
      await tx.query('delete from messaging.parked where id = $1', [head.id]);
      return { id: head.id };
    });
  } catch (error) {
    if (isTransient(error) && tries < TRIES) return retryHead(pool, readers, key, named, tries + 1);
    if (isTransient(error) || tried === undefined) throw error;
    const failure = error instanceof Error ? error.message : String(error);
    await tell(pool, tried, failure);
    return { id: tried, failure };
  }
}

interface Head {
  readonly id: number;
  readonly reason: string;
  readonly event: StoredMessage;
}

async function headOf(tx: Tx, { topic, subject }: Key, named: number): Promise<Head | undefined> {
  const { rows } = await tx.query<Head>(
    `select id, reason, event from messaging.parked where topic = $1 and subject = $2 and dropped_at is null
     and ($3 = 0 or id <= $3) order by id limit 1 for update`,
    [topic, subject, named],
  );
  return rows[0];
}

async function applyAgain(tx: Tx, readers: Readers, event: StoredMessage): Promise<void> {
  const message = restored(event);
  if (!isHandled(readers, message)) return;
  const again = fromMessage(message);
  await applyEvents(tx, readers, again.source, [again]);
}

async function tell(pool: pg.Pool, id: number, failure: string): Promise<void> {
  await pool.query(
    `update messaging.parked set tries = tries + 1, tried_at = now(), failure = $2 where id = $1 and dropped_at is null`,
    [id, storable(failure)],
  );
}
