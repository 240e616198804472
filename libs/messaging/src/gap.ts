import type { RecordedEvent, ServiceName } from '@rapport/contracts';
import type { Tx } from './pool.ts';
import { subjectOf, toMessage, type Message } from './cloud-event.ts';
import type { Fetched } from './kafka.ts';
import { sourceNumber, subjectKey } from './sequences.ts';

/** Asks a service for the events of a subject after a sequence, in order. */
export type Fill = (source: ServiceName, subject: string, after: number) => Promise<readonly RecordedEvent[]>;

/**
 * What is missing before a message, as messages in its place: they carry its offset, so that they are applied with it
 * or not at all. Empty when the owner can't be asked or does not have all of it.
 */
export async function missingBefore(
  tx: Tx,
  fill: Fill | undefined,
  source: ServiceName,
  gap: Fetched,
): Promise<Fetched[]> {
  if (!fill) return [];
  const subject = subjectOf(gap);
  const sequence = Number(gap.headers.ce_sequence);
  const { rows } = await tx.query<{ last: number }>(
    'select last from messaging.sequences where source = $1 and subject = $2',
    [sourceNumber(source), subjectKey(subject)],
  );
  const last = rows[0]?.last ?? 0;
  const events = (await fill(source, subject, last)).filter(event => event.sequence < sequence);
  const whole = events.length === sequence - last - 1 && events.every((event, i) => event.sequence === last + 1 + i);
  return whole
    ? events.map(event => ({ ...asMessage(event), topic: gap.topic, partition: gap.partition, offset: gap.offset }))
    : [];
}

/** As its owner would have published it. */
export function asMessage(event: RecordedEvent): Message {
  const { source, subject, data, ...rest } = event;
  return toMessage({ ...rest, aggregatetype: source, aggregateid: subject, payload: JSON.stringify(data), epoch: 0 });
}
