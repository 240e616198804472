import { Instant, orNull } from '@rapport/contracts';
import type { Parked, ParkedMessage, ParkedSummary } from '@rapport/messaging';
import Type, { type Static } from 'typebox';
import { Cursor, paging } from './paging.ts';

export const ParkedId = Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER });

const Text = Type.String({ minLength: 1, maxLength: 300 });
const Topic = Type.Optional(Text);
const Subject = Type.Optional(Text);

export const ParkedQuery = Type.Object(
  {
    ...paging,
    topic: Topic,
    subject: Subject,
    type: Type.Optional(Text),
    reason: Type.Optional(
      Type.String({ minLength: 1, maxLength: 200, description: 'A part of the reason or of the last failure' }),
    ),
    heads: Type.Boolean({ default: false, description: 'Only the first of each subject: what has to be repaired' }),
    dropped: Type.Boolean({ default: false, description: 'Those given up, newest first, instead of those waiting' }),
  },
  { additionalProperties: false },
);
export type ParkedQuery = Static<typeof ParkedQuery>;

export const RetryAll = Type.Object(
  { topic: Topic, subject: Subject, cursor: Cursor },
  { additionalProperties: false },
);
export type RetryAll = Static<typeof RetryAll>;

export const RetryKey = Type.Object({ topic: Type.String(), subject: Type.String() }, { additionalProperties: false });

export const Drop = Type.Object(
  { reason: Type.String({ minLength: 3, maxLength: 500, pattern: '\\S.*\\S', description: 'Kept for good' }) },
  { additionalProperties: false },
);
export type Drop = Static<typeof Drop>;

const Count = Type.Integer({ minimum: 0 });
const item = {
  id: ParkedId,
  topic: Type.String(),
  partition: Count,
  offset: Count,
  subject: Type.String({ description: 'What it is about: everything of it waits behind this' }),
  eventId: orNull(Type.String()),
  type: orNull(Type.String()),
  reason: Type.String({ description: 'Why it was parked' }),
  parkedAt: Instant,
  behind: Type.Integer({ minimum: 0, description: 'How many of its subject wait behind it' }),
  tries: Type.Integer({ minimum: 0, description: 'How often it was tried again in vain' }),
  triedAt: orNull(Instant),
  failure: orNull(Type.String({ description: 'Why the last try failed' })),
  droppedAt: orNull(Instant),
  droppedBy: orNull(Type.String()),
  dropReason: orNull(Type.String()),
};
const ParkedItem = Type.Object(item);
export const ParkedPage = Type.Object({ items: Type.Array(ParkedItem), next: orNull(Type.String()) });
export const ParkedWhole = Type.Object({
  ...item,
  key: Type.String(),
  headers: Type.Record(Type.String(), Type.String()),
  data: Type.Unknown({ description: 'The value, where it is JSON' }),
  text: orNull(Type.String({ description: 'The value, where it is not JSON' })),
});
export const Summary = Type.Object({
  events: Type.Integer({ minimum: 0, description: 'How many wait' }),
  subjects: Type.Integer({ minimum: 0, description: 'How many subjects they belong to' }),
  dropped: Type.Integer({ minimum: 0, description: 'How many were given up' }),
  oldestAt: orNull(Instant),
});
export const Retried = Type.Object({
  retried: Type.Integer({ minimum: 0, description: 'How many were applied' }),
  failed: Type.Array(
    Type.Object({ id: ParkedId, topic: Type.String(), subject: Type.String(), reason: Type.String() }),
    { description: 'What failed again, one of a subject: it stays, with what follows' },
  ),
  next: orNull(Type.String({ description: 'More is left: ask again, where the request takes a cursor with this one' })),
});
export const DroppedAnswer = Type.Object({
  dropped: Type.Literal(true),
  waiting: Type.Integer({ minimum: 0, description: 'How many of its subject still wait, to be tried again' }),
});

const instant = (date: Date | null): string | null => date?.toISOString() ?? null;

/** As it is answered: the times as text. */
export const told = <P extends Parked | ParkedMessage>(parked: P) => ({
  ...parked,
  parkedAt: parked.parkedAt.toISOString(),
  triedAt: instant(parked.triedAt),
  droppedAt: instant(parked.droppedAt),
});

export const toldSummary = ({ oldestAt, ...summary }: ParkedSummary) => ({ ...summary, oldestAt: instant(oldestAt) });
