import { subjectOf, type Message } from './cloud-event.ts';
import type { Tx } from './pool.ts';
import { isUuid } from './sequences.ts';
import { HELD } from './write.sql.ts';

/** An event of the topic and the one that the database holds in its place. */
export interface Conflict {
  readonly position: number;
  readonly subject: string;
  readonly sequence: number;
  readonly type: string;
  readonly recordedAt: string;
  /** The id of the event on the topic, and of the database's under the same position or number. */
  readonly published: string;
  readonly held: string;
}

export interface Judged<M extends Message> {
  readonly known: readonly M[];
  /** What the database does not have. */
  readonly missing: readonly M[];
  readonly conflicts: readonly Conflict[];
}

/**
 * Tells which messages of its own topic a service's log holds: the same event, none, or another one in its place. What is no
 * event at all is passed over: readers park it.
 */
export async function judgeMessages<M extends Message>(tx: Tx, all: readonly M[]): Promise<Judged<M>> {
  const messages = all.filter(isEvent);
  const { rows } = await tx.query<{ ord: number; at: string | null; numbered: string | null }>(HELD, [
    messages.map(message => positionOf(message)),
    messages.map(subjectOf),
    messages.map(({ headers }) => headers.ce_sequence),
  ]);
  const held = new Map(rows.map(({ ord, at, numbered }) => [ord - 1, { at, numbered }]));
  const known: M[] = [];
  const missing: M[] = [];
  const conflicts: Conflict[] = [];
  for (const [i, message] of messages.entries()) {
    const { at = null, numbered = null } = held.get(i) ?? {};
    const id = message.headers.ce_id ?? '';
    const other = [at, numbered].find(found => found !== null && found !== id);
    if (other !== undefined && other !== null) conflicts.push(conflict(message, other));
    else if (at === null) missing.push(message);
    else known.push(message);
  }
  return { known, missing, conflicts };
}

const isEvent = (message: Message): boolean =>
  isUuid(message.headers.ce_id) &&
  [positionOf(message), Number(message.headers.ce_sequence)].every(n => Number.isSafeInteger(n) && n > 0);

export const positionOf = ({ headers }: Pick<Message, 'headers'>): number => Number(headers.ce_position);

function conflict(message: Message, held: string): Conflict {
  const { headers } = message;
  return {
    position: positionOf(message),
    subject: subjectOf(message),
    sequence: Number(headers.ce_sequence),
    type: headers.ce_type ?? '',
    recordedAt: headers.ce_recordedtime ?? headers.ce_time ?? '',
    published: headers.ce_id ?? '',
    held,
  };
}
