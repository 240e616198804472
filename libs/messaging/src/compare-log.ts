import { customersTopic, eventTopic, type ServiceName } from '@rapport/contracts';
import { judgeMessages, positionOf, type Conflict } from './judge-messages.ts';
import { boundsOf, partitionOf, type Bounds, type Stamped } from './kafka.ts';
import { lowerSiblings } from './lower-partitions.ts';
import type { Tx } from './pool.ts';
import { openReconciliation } from './reconciliations.ts';
import { readRange } from './topic-range.ts';

const LOOKED_AT = 50;
// Where a late relay has sent old events again, the newest lies further from the end.
const LOOKED_AT_AGAIN = 2_000;
const SENT_LOOKED_AT = 2_000;

/** Whose log it is and where its topic. */
export interface LogPlace {
  readonly service: ServiceName;
  readonly brokers: readonly string[];
  readonly topicPrefix: string;
  /** Whether the service publishes the customer view as well. */
  readonly documents: boolean;
}

/**
 * How a service's log and its topic stand to each other. `ahead`: the topic has what the database lacks; `behind`: the
 * reverse, and it can be published again; `cut`: the same, but readers would take what is published again for what they have
 * read; `diverged`: both have something of their own.
 */
export type Standing =
  | { readonly state: 'agrees'; readonly topicId: string }
  | {
      readonly state: 'ahead' | 'behind' | 'cut' | 'diverged';
      readonly reason: string;
      /** Those of the event topic that lack something. */
      readonly partitions: readonly number[];
    };

export const topicOf = ({ service, topicPrefix }: LogPlace): string => eventTopic(service, topicPrefix);
export const clientOf = ({ service, brokers }: LogPlace) => ({ brokers, clientId: service });

/** Compares the ends of both. Rejects where Kafka or the database can't be asked. */
export async function compareLog(tx: Tx, place: LogPlace): Promise<Standing> {
  const topic = topicOf(place);
  const begun = await openReconciliation(tx);
  if (begun !== undefined) {
    const reason = `the repair of ${topic} was begun and is not finished: ${commandOf(place)} goes on with it`;
    return { state: begun.direction, reason, partitions: begun.partitions };
  }
  // What counts as sent is read before the topic's end: another process may be sending.
  const sent = await newestSent(tx);
  const bounds = await boundsOf(clientOf(place), topic);
  const last = await lastOf(place, bounds, LOOKED_AT);
  const { missing, conflicts } = await judgeMessages(tx, last);
  if (conflicts.length > 0) return diverged(place, conflicts);
  if (missing.length > 0) return ahead(place, missing);
  const lacking = await lackingOf(place, bounds, last, sent);
  if (lacking.size > 0) return behind(place, lacking, await isAnew(tx, bounds, lacking));
  if (place.documents && (await documentsLack(tx, place))) return behindWithDocuments(place);
  return { state: 'agrees', topicId: bounds.id };
}

export const commandOf = ({ service }: LogPlace): string => `./rapport reconcile ${service}`;

function ahead(place: LogPlace, missing: readonly Stamped[]): Standing {
  const positions = missing.map(positionOf).sort((a, b) => a - b);
  const reason =
    `${topicOf(place)} holds events that the database does not have (up to position ${positions.at(-1)}): it was restored to an ` +
    `earlier moment. Nothing is written or published until ${commandOf(place)} has taken them back`;
  return { state: 'ahead', reason, partitions: [] };
}

function diverged(place: LogPlace, conflicts: readonly Conflict[]): Standing {
  const [first] = conflicts;
  const reason =
    `${topicOf(place)} and the database hold different events under the same numbers (position ${first?.position}): the database was ` +
    `restored to an earlier moment and has written since. Which of the two counts is for people to say: ` +
    `docs/guides/backup-and-restore.md`;
  return { state: 'diverged', reason, partitions: [] };
}

function behind(place: LogPlace, lacking: ReadonlyMap<number, number>, anew: boolean): Standing {
  const position = Math.max(...lacking.values());
  const lacks = `${topicOf(place)} lacks events that were published (up to position ${position})`;
  const partitions = [...lacking.keys()];
  if (anew)
    return {
      state: 'behind',
      reason: `${lacks}: it was made anew or emptied. Nothing is published until ${commandOf(place)} has it published again`,
      partitions,
    };
  const reason =
    `${lacks}, but is the same topic: its end was cut off. Readers stand beyond its end and would miss what is published again: ` +
    `make the topic anew, as docs/guides/backup-and-restore.md says, then ${commandOf(place)}`;
  return { state: 'cut', reason, partitions };
}

function behindWithDocuments(place: LogPlace): Standing {
  const topic = customersTopic(place.topicPrefix);
  const reason = `${topic} is empty although documents were published: ${commandOf(place)} has all of them published again`;
  return { state: 'behind', reason, partitions: [] };
}

const lastOf = (place: LogPlace, { starts, ends }: Bounds, count: number, only?: ReadonlySet<number>) =>
  readRange(
    clientOf(place),
    topicOf(place),
    ends.map((end, p) => (only && !only.has(p) ? end : Math.max(starts[p] ?? 0, end - count))),
    ends,
  );

interface Sent {
  readonly position: number;
  readonly subject: string;
}

/** The newest events that have been sent for certain, oldest first. */
async function newestSent(tx: Tx): Promise<Sent[]> {
  const { rows } = await tx.query<Sent>(
    `select position, aggregateid as subject from messaging.events
     where position < coalesce((select min(position) from messaging.outbox), 9223372036854775807)
     order by position desc limit ${SENT_LOOKED_AT}`,
  );
  return rows.reverse();
}

/** The partitions that end before what was sent to them, each with the position of that. */
async function lackingOf(
  place: LogPlace,
  bounds: Bounds,
  last: readonly Stamped[],
  sent: readonly Sent[],
): Promise<Map<number, number>> {
  const newest = new Map(sent.map(({ position, subject }) => [partitionOf(subject, bounds.ends.length), position]));
  const lacking = beyond(newest, bounds, last);
  if (lacking.size === 0) return lacking;
  const behindThem = new Set([...lacking.keys()].flatMap(p => [p, ...lowerSiblings(p, bounds.ends.length)]));
  return beyond(lacking, bounds, await lastOf(place, bounds, LOOKED_AT_AGAIN, behindThem));
}

function beyond(sent: ReadonlyMap<number, number>, { ends }: Bounds, last: readonly Stamped[]): Map<number, number> {
  const reached = new Map<number, number>();
  for (const message of last)
    reached.set(message.partition, Math.max(reached.get(message.partition) ?? 0, positionOf(message) || 0));
  // A partition that was added and has had nothing since: what is its keys' went where they belonged before.
  const places = (p: number): number[] => (ends[p] === 0 ? [p, ...lowerSiblings(p, ends.length)] : [p]);
  return new Map([...sent].filter(([p, position]) => !places(p).some(place => (reached.get(place) ?? 0) >= position)));
}

/** Whether every reader will see for itself that it must read these partitions from their start. */
async function isAnew(tx: Tx, { id, starts, ends }: Bounds, lacking: ReadonlyMap<number, number>): Promise<boolean> {
  const { rows } = await tx.query<{ topicId: string | null }>('select topic_id as "topicId" from messaging.log');
  if (rows[0]?.topicId !== id) return true;
  return [...lacking.keys()].every(p => starts[p] === ends[p] && (ends[p] ?? 0) > 0);
}

async function documentsLack(tx: Tx, place: LogPlace): Promise<boolean> {
  const { rows } = await tx.query('select from messaging.compacted where sent_at is not null and not pending limit 1');
  if (rows.length === 0) return false;
  const { starts, ends } = await boundsOf(clientOf(place), customersTopic(place.topicPrefix));
  return ends.every((end, p) => end === starts[p]);
}
