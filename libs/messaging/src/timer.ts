import { handleMany, type CommandStore } from './commands.ts';
import type { AnyDecider } from './decide.ts';

const AT_ONCE = 100;

interface Due {
  readonly stream: string;
  readonly subject: string;
  readonly now: Date;
}

/**
 * What is due, the longest first. By the time of the statement, which is one moment and so a condition of the index: with
 * `clock_timestamp()` every stream that waits for anything was read each time.
 */
export const DUE = `select stream, subject, statement_timestamp() as now from messaging.streams
  where next_due <= statement_timestamp() order by next_due limit ${AT_ONCE}`;

/**
 * Sends `PassTime` to the streams that are due on the database's clock. The state says what has fired already, so
 * restarts, replicas and clock steps fire nothing twice. Answers whether anything was due.
 */
export async function passTime(store: CommandStore, deciders: ReadonlyMap<string, AnyDecider>): Promise<boolean> {
  const { rows } = await store.pool.query<Due>(DUE);
  const stuck = new Set(rows.map(({ stream }) => stream));
  for (const [kind, decider] of deciders) {
    const mine = rows.filter(({ stream }) => stream.startsWith(`${kind}-`));
    if (mine.length === 0) continue;
    const outcomes = await handleMany(
      store,
      decider,
      mine.map(({ stream, subject, now }) => ({
        id: stream.slice(kind.length + 1),
        command: { type: 'PassTime', now: now.toISOString() },
        context: { subject, actor: 'clock', occurredAt: now.toISOString() },
      })),
    );
    for (const outcome of outcomes) if (outcome.ok && !outcome.repeated) stuck.delete(outcome.stream);
  }
  await lookLater(store, [...stuck].sort());
  return stuck.size < rows.length;
}

/** What did not move although it was due must not stand before the others for ever: it is looked at again in a minute. */
async function lookLater(store: CommandStore, streams: readonly string[]): Promise<void> {
  if (streams.length === 0) return;
  await store.pool.query(
    `update messaging.streams set next_due = statement_timestamp() + interval '1 minute'
     where stream = any($1::text[]) and next_due <= statement_timestamp()`,
    [streams],
  );
}
