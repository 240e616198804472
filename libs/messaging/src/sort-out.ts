import type { ServiceName } from '@rapport/contracts';
import { bulkUpsert, sorted } from './bulk-upsert.ts';
import { sequenceOf } from './cloud-event.ts';
import { DivergedLogError } from './errors.ts';
import type { Fetched } from './kafka.ts';
import type { Tx } from './pool.ts';
import { isUuid, sourceNumber, subjectKey, verdict } from './sequences.ts';
import { GO_ON } from './write.sql.ts';

export interface Position {
  readonly next: number;
  /** Whether the log of this partition begins later than its first event. */
  readonly shortened: boolean;
}

export interface Sorted {
  readonly fresh: readonly Fetched[];
  readonly gaps: readonly Fetched[];
}

export const subjectOf = (message: Fetched): string => message.headers.ce_subject ?? message.key;

/**
 * Tells what is new from what was seen, subject by subject, and keeps the last number of each. A partition goes no further
 * than its first gap. Almost always every subject goes on where it was, which one statement finds out and keeps.
 */
export async function sortOut(
  tx: Tx,
  source: ServiceName,
  messages: readonly Fetched[],
  at: ReadonlyMap<number, Position>,
  parking: boolean,
): Promise<Sorted> {
  if (!parking && (await goesOn(tx, source, messages))) return { fresh: messages, gaps: [] };
  const keys = [...new Set(messages.map(m => subjectKey(subjectOf(m))))].sort();
  const { rows } = await tx.query<Last & { subject: string }>(
    'select subject, last, last_id from messaging.sequences where source = $1 and subject = any($2::uuid[])',
    [sourceNumber(source), keys],
  );
  const { fresh, gaps, last } = judge(messages, new Map(rows.map(row => [row.subject, row])), at, parking);
  const kept = [...last].map(([subject, now]) => ({ source: sourceNumber(source), subject, ...now }));
  await bulkUpsert(tx, 'messaging.sequences', kept, { key: ['source', 'subject'] });
  return { fresh, gaps };
}

type Run = { readonly subject: string; readonly first: number; last: number; last_id: string };

/** Writes the last numbers of the subjects if each of them goes on right where it was; else nothing, and answers false. */
async function goesOn(tx: Tx, source: ServiceName, messages: readonly Fetched[]): Promise<boolean> {
  const runs = runsOf(messages);
  if (!runs) return false;
  if (runs.length === 0) return true;
  const { rows } = await tx.query<{ smooth: boolean }>(GO_ON, [
    sourceNumber(source),
    JSON.stringify(sorted(runs, ['subject'])),
  ]);
  return rows[0]?.smooth === true;
}

/** The numbers of each subject as one run; nothing where one jumps, repeats or is no number. */
function runsOf(messages: readonly Fetched[]): Run[] | undefined {
  const runs = new Map<string, Run>();
  for (const message of messages) {
    const subject = subjectOf(message);
    const sequence = Number(message.headers.ce_sequence);
    const id = message.headers.ce_id;
    if (!Number.isSafeInteger(sequence) || sequence < 1 || id === undefined || !isUuid(id)) return undefined;
    const run = runs.get(subject);
    if (!run) runs.set(subject, { subject: subjectKey(subject), first: sequence, last: sequence, last_id: id });
    else if (run.last + 1 !== sequence) return undefined;
    else [run.last, run.last_id] = [sequence, id];
  }
  return [...runs.values()];
}

interface Last {
  readonly last: number;
  readonly last_id: string;
}

function judge(
  messages: readonly Fetched[],
  known: Map<string, Last>,
  at: ReadonlyMap<number, Position>,
  parking: boolean,
): { fresh: Fetched[]; gaps: Fetched[]; last: Map<string, Last> } {
  const last = new Map<string, Last>();
  const stopped = new Set<number>();
  const fresh: Fetched[] = [];
  const gaps: Fetched[] = [];
  for (const message of messages) {
    if (stopped.has(message.partition)) continue;
    const key = subjectKey(subjectOf(message));
    const sequence = parking ? Number(message.headers.ce_sequence) : sequenceOf(message.headers);
    // What has no proper number can only be parked: it leaves the numbers of its subject alone.
    if (!Number.isSafeInteger(sequence) || sequence < 1 || !isUuid(message.headers.ce_id)) {
      if (!parking) throw new TypeError('the message has no proper ce_sequence and ce_id');
      fresh.push(message);
      continue;
    }
    const before = known.get(key);
    if (before?.last === sequence && before.last_id !== message.headers.ce_id) throw new DivergedLogError(message);
    const judged = verdict(before?.last, sequence, at.get(message.partition)?.shortened ?? false);
    if (judged === 'duplicate') continue;
    if (judged === 'gap' && !parking) {
      stopped.add(message.partition);
      gaps.push(message);
      continue;
    }
    const now = { last: sequence, last_id: message.headers.ce_id ?? '' };
    known.set(key, now);
    last.set(key, now);
    fresh.push(message);
  }
  return { fresh, gaps, last };
}
