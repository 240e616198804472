import Type from 'typebox';
import { event } from './event.ts';
import { Code, Count, Day, oneOf, StaffId, Uuid } from './values.ts';

/** What is observed of how staff conduct themselves, and what keeps it good. */
export const CONDUCT_KINDS = [
  'courtesies',
  'storeVisit',
  'mysteryCheck',
  'scorecard',
  'training',
  'morningBrief',
] as const;

const observationId = Type.String({ ...Uuid });
const Item = Type.Object({
  item: Code,
  met: Type.Optional(Type.Boolean()),
  points: Type.Optional(Type.Number({ minimum: 0, maximum: 1000 })),
  of: Type.Optional(Type.Number({ minimum: 0, maximum: 1000, description: 'The most points that there are' })),
});

export const conductEvents = {
  ConductObserved: event(
    'interactions',
    'ConductObserved',
    'Somebody looked how customers are served: courtesies, a store visit, a mystery check, a scorecard; or a training or brief was held.',
    Type.Object({
      observationId,
      kind: oneOf(CONDUCT_KINDS),
      staffId: Type.Optional(StaffId),
      team: Type.Optional(Code),
      place: Type.Optional(Code),
      channel: Type.Optional(Code),
      interactionId: Type.Optional(Uuid),
      items: Type.Array(Item, { maxItems: 40 }),
      share: Type.Optional(
        Type.Number({ minimum: 0, maximum: 1, description: 'Of the points that there are; an item met is one of one' }),
      ),
      minutes: Type.Optional(Count),
      standard: Type.Optional({ ...Code, description: 'The standard that it was held against; none where none fits' }),
      version: Type.Optional(Type.Integer({ minimum: 1, maximum: 1e6 })),
      target: Type.Optional(Type.Number({ minimum: 0, maximum: 1 })),
      met: Type.Optional(Type.Boolean()),
      needsCoaching: Type.Boolean(),
    }),
    {
      observationId: '0190a3c5-0000-7000-8000-000000000030',
      kind: 'courtesies',
      staffId: 'agent-7',
      place: 'berlin',
      items: [
        { item: 'eyeContact', met: true },
        { item: 'smile', met: true },
        { item: 'politeWord', met: true },
        { item: 'kindConcern', met: false },
      ],
      share: 0.75,
      standard: 'conduct.courtesies',
      version: 1,
      target: 0.95,
      met: false,
      needsCoaching: true,
    },
  ),
  CoachingGiven: event(
    'interactions',
    'CoachingGiven',
    'What was observed was talked through with who was observed, and what to do about it agreed.',
    Type.Object({
      observationId,
      staffId: Type.Optional(StaffId),
      topics: Type.Array(Code, { maxItems: 20 }),
      minutes: Type.Optional(Count),
      followUpOn: Type.Optional(Day),
    }),
    {
      observationId: '0190a3c5-0000-7000-8000-000000000030',
      staffId: 'agent-7',
      topics: ['kindConcern'],
      minutes: 15,
      followUpOn: '2026-04-01',
    },
  ),
};
