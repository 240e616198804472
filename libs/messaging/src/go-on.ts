import type { Batch } from './apply-batch.ts';
import { subjectOf } from './cloud-event.ts';
import type { Tx } from './pool.ts';
import { isUuid, sourceNumber, subjectKey } from './sequences.ts';
import type { Sorted } from './sort-out.ts';
import { GO_ON } from './write.sql.ts';

/**
 * Moves positions and numbers by one statement if every partition and every subject of the batch goes on right where the
 * database is, which is so almost always. Else nothing is changed, and the answer is undefined.
 */
export async function goOn(tx: Tx, { topic, source, messages }: Batch): Promise<Sorted | undefined> {
  const partitions = new Map<number, Run>();
  const subjects = new Map<string, Run & { id: string }>();
  for (const message of messages) {
    const id = message.headers.ce_id;
    const sequence = Number(message.headers.ce_sequence);
    if (!Number.isSafeInteger(sequence) || sequence < 1 || id === undefined || !isUuid(id)) return undefined;
    const subject = subjectOf(message);
    const known = subjects.get(subject);
    if (known) known.id = id;
    else subjects.set(subject, { first: sequence, last: sequence, id });
    if (known && !goesOn(known, sequence)) return undefined;
    const run = partitions.get(message.partition);
    if (!run) partitions.set(message.partition, { first: message.offset, last: message.offset });
    else if (!goesOn(run, message.offset)) return undefined;
  }
  const places = [...partitions].sort(([a], [b]) => a - b);
  const numbers = [...subjects]
    .map(([subject, run]) => [subjectKey(subject), run] as const)
    .sort(([a], [b]) => (a < b ? -1 : 1));
  const { rows } = await tx.query<{ behind: string[] | null }>(GO_ON, [
    topic,
    places.map(([partition]) => partition),
    places.map(([, { first }]) => first),
    places.map(([, { last }]) => last + 1),
    sourceNumber(source),
    numbers.map(([key]) => key),
    numbers.map(([, { first }]) => first),
    numbers.map(([, { last }]) => last),
    numbers.map(([, { id }]) => id),
  ]);
  const behind = rows[0]?.behind;
  if (!behind) return undefined;
  const next = new Map(places.map(([partition, { last }]) => [partition, last + 1]));
  return { fresh: messages, gaps: [], next, behind: new Set(behind) };
}

type Run = { readonly first: number; last: number };

function goesOn(run: Run, next: number): boolean {
  if (run.last + 1 !== next) return false;
  run.last = next;
  return true;
}
