import type pg from 'pg';
import { subjectOf } from './cloud-event.ts';
import { judgeMessages, positionOf, type Conflict } from './judge-messages.ts';
import type { Brokers } from './kafka.ts';
import { logPage } from './publish-again.ts';
import { after, readRange } from './topic-range.ts';

const PATIENCE_MS = 5_000;
const FETCHED = 5_000;
const SHOWN = 50;

/** What a repair would do. Where `complete` is false, there is more than was counted in five seconds. */
export type Survey =
  | { readonly state: 'agrees'; readonly complete: true }
  | ({ readonly state: 'ahead' | 'behind' | 'cut' | 'diverged'; readonly reason: string } & Found);

export interface Found {
  readonly complete: boolean;
  readonly events: number;
  readonly firstPosition: number | null;
  readonly lastPosition: number | null;
  /** For what the topic has: how many subjects and streams it concerns, since when, and some of the subjects. */
  readonly subjects: number;
  readonly streams: number;
  readonly since: string | null;
  readonly someSubjects: readonly string[];
  /** At most fifty. */
  readonly conflicts: readonly Conflict[];
}

/** What the topic has between these offsets and the database does not. */
export async function surveyAhead(
  pool: pg.Pool,
  client: Brokers,
  topic: string,
  from: readonly number[],
  ends: readonly number[],
): Promise<Found> {
  const until = Date.now() + PATIENCE_MS;
  // Never the messages themselves: there may be very many.
  const positions = new Set<number>();
  const subjects = new Set<string>();
  const streams = new Set<string | undefined>();
  const conflicts: Conflict[] = [];
  let since: string | null = null;
  let at = from;
  for (; Date.now() < until;) {
    const messages = await readRange(client, topic, at, ends, FETCHED);
    if (messages.length === 0) break;
    const judged = await judgeMessages(pool, messages);
    for (const message of judged.missing) {
      const { ce_stream: stream, ce_recordedtime: time } = message.headers;
      positions.add(positionOf(message));
      subjects.add(subjectOf(message));
      streams.add(stream);
      if (time !== undefined && (since === null || time < since)) since = time;
    }
    conflicts.push(...judged.conflicts.slice(0, SHOWN - conflicts.length));
    at = after(at, messages);
  }
  return {
    complete: ends.every((end, p) => (at[p] ?? 0) >= end),
    ...range([...positions]),
    subjects: subjects.size,
    streams: streams.size,
    since,
    someSubjects: [...subjects].slice(0, SHOWN),
    conflicts,
  };
}

/** What the database has of these partitions of so many, from a position on. */
export async function surveyBehind(
  pool: pg.Pool,
  partitions: readonly number[],
  count: number,
  from: number,
): Promise<Found> {
  const until = Date.now() + PATIENCE_MS;
  const positions: number[] = [];
  let at: number | undefined = partitions.length === 0 ? undefined : from;
  while (at !== undefined && Date.now() < until) {
    const page = await logPage(pool, at, partitions, count);
    for (const position of page.positions) positions.push(position);
    at = page.next;
  }
  const none = { subjects: 0, streams: 0, since: null, someSubjects: [], conflicts: [] };
  return { complete: at === undefined, ...range(positions), ...none };
}

function range(positions: readonly number[]) {
  const sorted = Float64Array.from(positions).sort();
  return { events: positions.length, firstPosition: sorted[0] ?? null, lastPosition: sorted.at(-1) ?? null };
}
