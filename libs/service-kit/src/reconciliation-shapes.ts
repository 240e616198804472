import { Instant, orNull } from '@rapport/contracts';
import type { Progress, Survey, TakenBackStream } from '@rapport/messaging';
import Type, { type Static } from 'typebox';
import { paging } from './paging.ts';

const Count = Type.Integer({ minimum: 0 });

const Conflict = Type.Object({
  position: Type.Integer(),
  subject: Type.String(),
  sequence: Type.Integer(),
  type: Type.String(),
  recordedAt: Type.String(),
  published: Type.String({ description: 'The id of the event that the topic has' }),
  held: Type.String({ description: 'The id of the event that the database has in its place' }),
});

export const SurveyAnswer = Type.Object({
  state: Type.Enum(['agrees', 'ahead', 'behind', 'cut', 'diverged'], {
    description:
      'ahead: the topic has what the database lacks; behind: the reverse; cut: the topic’s end is gone; diverged: both have events of their own',
  }),
  reason: orNull(Type.String()),
  complete: Type.Boolean({ description: 'False where there is more than could be counted in some seconds' }),
  events: Type.Integer({ minimum: 0, description: 'How many would be taken back or published again' }),
  firstPosition: orNull(Count),
  lastPosition: orNull(Count),
  since: orNull(Type.String({ description: 'When the first of the events that are missing was recorded' })),
  subjects: Count,
  streams: Count,
  someSubjects: Type.Array(Type.String()),
  conflicts: Type.Array(Conflict, { description: 'At most fifty' }),
});

export const ProgressAnswer = Type.Object({
  state: Type.Enum(['agrees', 'ahead', 'behind'], { description: 'agrees: all is repaired; else ask again' }),
  done: Count,
  total: Count,
  events: Type.Integer({ minimum: 0, description: 'How many were taken back, or queued to be published again' }),
});

export const StreamsQuery = Type.Object({ ...paging }, { additionalProperties: false });
export type StreamsQuery = Static<typeof StreamsQuery>;

export const StreamsPage = Type.Object({
  items: Type.Array(
    Type.Object({
      stream: Type.String(),
      subject: Type.String(),
      fromVersion: Count,
      toVersion: Count,
      recordedAt: Instant,
      personal: Type.Boolean({
        description: 'Whether there are personal values of it, which may be older than its events',
      }),
    }),
  ),
  next: orNull(Type.String()),
});

const NOTHING = {
  reason: null,
  events: 0,
  firstPosition: null,
  lastPosition: null,
  since: null,
  subjects: 0,
  streams: 0,
  someSubjects: [],
  conflicts: [],
};

export function toldSurvey(survey: Survey): Static<typeof SurveyAnswer> {
  if (survey.state === 'agrees') return { ...NOTHING, ...survey };
  return { ...survey, someSubjects: [...survey.someSubjects], conflicts: [...survey.conflicts] };
}

export const toldProgress = (progress: Progress): Static<typeof ProgressAnswer> => ({ ...progress });

export const toldStream = (stream: TakenBackStream) => ({ ...stream, recordedAt: stream.recordedAt.toISOString() });
