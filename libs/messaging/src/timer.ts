import { handleMany, type CommandStore } from './commands.ts';
import type { AnyDecider } from './decide.ts';

const AT_ONCE = 100;

/**
 * Sends `PassTime` to the streams that are due on the database's clock. The state says what has fired already, so
 * restarts, replicas and clock steps fire nothing twice. Answers whether anything was due.
 */
export async function passTime(store: CommandStore, deciders: ReadonlyMap<string, AnyDecider>): Promise<boolean> {
  const { rows } = await store.pool.query<{ stream: string; subject: string; now: Date }>(
    `select stream, subject, clock_timestamp() as now from messaging.streams
     where next_due <= clock_timestamp() order by next_due limit ${AT_ONCE}`,
  );
  let moved = false;
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
    moved ||= outcomes.some(outcome => outcome.ok && !outcome.repeated);
  }
  return moved;
}
