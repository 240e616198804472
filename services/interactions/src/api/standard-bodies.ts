import { Code, CONTACT_TYPES, Instant, Day, StaffId, STANDARD_UNITS, CONDUCT_KINDS, Uuid } from '@rapport/contracts';
import { origin, paging } from '@rapport/service-kit';
import Type, { type Static } from 'typebox';
import { PERIODS } from '../domain/rhythm-measures.ts';
import { MEASURES } from '../domain/standard-check.ts';
import { Text } from './bodies.ts';

const closed = { additionalProperties: false };
const share = Type.Number({ minimum: 0, maximum: 1 });
const name = Type.String({ minLength: 1, maxLength: 200 });
const validFrom = Type.Optional({ ...Instant, description: 'When it begins to hold; default now' });

const Time = Type.String({ pattern: '^(?:[01]\\d|2[0-3]):[0-5]\\d$|^24:00$', description: 'HH:MM of the wall clock' });
const Openings = Type.Array(Type.Array(Time, { minItems: 2, maxItems: 2 }), { maxItems: 12 });
export const CalendarForm = Type.Object(
  {
    zone: Type.String({ minLength: 1, maxLength: 64, description: 'Time zone, by its IANA name' }),
    week: Type.Array(Openings, {
      minItems: 7,
      maxItems: 7,
      description: 'Monday first; the openings of each day in order, from and to',
    }),
    holidays: Type.Array(Day, { maxItems: 1000, description: 'Days without openings' }),
  },
  closed,
);

const Promised = Type.Object(
  {
    valueClass: Type.Optional(Code),
    type: Type.Optional(Type.Enum(CONTACT_TYPES)),
    limit: Type.Number({ minimum: 0, maximum: 1e6 }),
  },
  closed,
);
export const StandardBody = Type.Object(
  {
    name: Type.Object({ en: name, zh: name }, closed),
    on: Type.Boolean({ description: 'One that is off measures nothing' }),
    measure: Type.Enum(MEASURES),
    channels: Type.Optional(Type.Array(Code, { minItems: 1, maxItems: 40, description: 'Absent: any' })),
    limits: Type.Array(Promised, {
      minItems: 1,
      maxItems: 200,
      description: 'In order: the first that fits value class and contact type counts',
    }),
    unit: Type.Enum([...STANDARD_UNITS, 'share']),
    calendar: Type.Optional({ ...Code, description: 'By which business hours pass, and periods begin' }),
    warnAfter: Type.Optional(
      Type.Number({ minimum: 0.01, maximum: 0.99, description: 'The share of the time after which it warns; 0.8' }),
    ),
    target: { ...share, description: 'The share that is to meet it' },
    withdrawnAtMost: Type.Optional({ ...share, description: 'The share that may give up waiting' }),
    items: Type.Optional(Type.Array(Code, { maxItems: 40, description: 'Of conduct: what has to be looked at' })),
    per: Type.Optional(
      Type.Enum(PERIODS, {
        description:
          'The period that the limit is for: of a rhythm as the least, of handling time as the median, of enquiries as the share of the one before',
      }),
    ),
    types: Type.Optional(
      Type.Array(Type.Enum(CONTACT_TYPES), {
        minItems: 1,
        maxItems: CONTACT_TYPES.length,
        description: 'Of enquiries: the types of contact that are ones',
      }),
    ),
    whose: Type.Optional(
      Type.Array(Code, {
        minItems: 1,
        maxItems: 5000,
        description: 'Of a rhythm: its places or teams; absent: each that was heard of before',
      }),
    ),
  },
  closed,
);

export const CalendarVersionBody = Type.Object({ form: CalendarForm, validFrom }, closed);
export type CalendarVersionBody = Static<typeof CalendarVersionBody>;
export const StandardVersionBody = Type.Object({ form: StandardBody, validFrom }, closed);
export type StandardVersionBody = Static<typeof StandardVersionBody>;

const published = <Form extends typeof CalendarForm | typeof StandardBody>(form: Form) =>
  Type.Object({
    code: Code,
    version: Type.Integer({ minimum: 1 }),
    validFrom: Instant,
    publishedBy: Type.String(),
    publishedAt: Instant,
    form,
  });
export const PublishedCalendar = published(CalendarForm);
export const PublishedStandard = published(StandardBody);

export const ClocksQuery = Type.Object(
  {
    customer: Type.Optional(Uuid),
    team: Type.Optional(Code),
    breached: Type.Optional(Type.Boolean()),
    ...paging,
  },
  closed,
);
export type ClocksQuery = Static<typeof ClocksQuery>;
export const ClockKey = Type.Object({ dueAt: Instant, clockId: Uuid }, closed);

const points = Type.Number({ minimum: 0, maximum: 1000 });
const ConductItem = Type.Object(
  { item: Code, met: Type.Optional(Type.Boolean()), points: Type.Optional(points), of: Type.Optional(points) },
  closed,
);
const minutes = Type.Optional(Type.Integer({ minimum: 0, maximum: 10_080 }));
export const ConductBody = Type.Object(
  {
    kind: Type.Enum(CONDUCT_KINDS),
    staffId: Type.Optional(StaffId),
    team: Type.Optional(Code),
    place: Type.Optional(Code),
    channel: Type.Optional(Code),
    interactionId: Type.Optional({ ...Uuid, description: 'The contact that was listened to' }),
    items: Type.Optional(Type.Array(ConductItem, { maxItems: 40 })),
    minutes,
    coaching: Type.Optional(
      Type.Boolean({ description: 'Whether a talk about it is wanted; else where the standard is not met' }),
    ),
    note: Type.Optional(Text),
    ...origin,
  },
  closed,
);
export type ConductBody = Static<typeof ConductBody>;

export const CoachingBody = Type.Object(
  {
    topics: Type.Array(Code, { minItems: 1, maxItems: 20 }),
    minutes,
    followUpOn: Type.Optional(Day),
    note: Type.Optional(Text),
    occurredAt: Type.Optional(Instant),
  },
  closed,
);
export type CoachingBody = Static<typeof CoachingBody>;

export const ConductQuery = Type.Object(
  {
    kind: Type.Optional(Type.Enum(CONDUCT_KINDS)),
    staff: Type.Optional(StaffId),
    team: Type.Optional(Code),
    open: Type.Boolean({ default: false, description: 'Only what wants a talk and had none' }),
    ...paging,
  },
  closed,
);
export type ConductQuery = Static<typeof ConductQuery>;
export const ConductKey = Type.Object({ occurredAt: Instant, observationId: Uuid }, closed);
