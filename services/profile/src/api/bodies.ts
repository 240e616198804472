import { Code, IDENTIFIER_TYPES, oneOf, PARTY_TYPES, SAID_BY, Uuid } from '@rapport/contracts';
import { Cursor, Limit, origin } from '@rapport/service-kit';
import Type, { type Static } from 'typebox';
import { TIMELINE_KINDS } from '../projections/timeline.projection.ts';

const closed = { additionalProperties: false };
const Name = Type.String({ minLength: 1, maxLength: 200, description: 'Personal; never part of an event' });
const Language = Type.String({ pattern: '^[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8}){0,3}$', description: 'BCP 47' });
const TimeZone = Type.String({ pattern: '^[A-Za-z0-9_+/-]{1,64}$', description: 'IANA time zone' });
const LanguageSaidBy = Type.Optional(oneOf(SAID_BY, 'Who said the preferred language; belongs to it'));

export const GivenIdentifier = Type.Object(
  {
    type: oneOf(IDENTIFIER_TYPES),
    value: Type.String({ minLength: 1, maxLength: 320 }),
    verified: Type.Boolean({ description: 'Whether it was shown that it belongs to the party' }),
  },
  closed,
);
export type GivenIdentifier = Static<typeof GivenIdentifier>;

const Attributes = Type.Optional(
  Type.Record(
    Type.String({ pattern: '^[A-Za-z][A-Za-z0-9_.-]{0,63}$' }),
    Type.Union([Type.String({ maxLength: 500 }), Type.Number(), Type.Boolean(), Type.Null()]),
    {
      maxProperties: 100,
      description:
        'Of the catalogue of attributes; what is not in it is dropped and counted. Personal; never part of an event',
    },
  ),
);

export const Registration = Type.Object(
  {
    partyType: oneOf(PARTY_TYPES),
    name: Type.Optional(Name),
    preferredLanguage: Type.Optional(Language),
    saidBy: LanguageSaidBy,
    timeZone: Type.Optional(TimeZone),
    identifiers: Type.Array(GivenIdentifier, { maxItems: 30 }),
    attributes: Attributes,
    ...origin,
  },
  closed,
);
export type Registration = Static<typeof Registration>;

export const Sighting = Type.Object(
  {
    identifiers: Type.Array(GivenIdentifier, { minItems: 1, maxItems: 30 }),
    name: Type.Optional(Name),
    partyType: Type.Optional(oneOf(PARTY_TYPES)),
    preferredLanguage: Type.Optional(Language),
    contactOf: Type.Optional(
      Type.Object(GivenIdentifier.properties, {
        ...closed,
        description:
          'An enterprise for which this person speaks, known before or by another item: noted where nothing else was said',
      }),
    ),
    attributes: Attributes,
    occurredAt: origin.occurredAt,
    imported: origin.imported,
  },
  closed,
);
export type Sighting = Static<typeof Sighting>;

const nullable = <T extends Type.TSchema>(schema: T) => Type.Optional(Type.Union([schema, Type.Null()]));

export const DetailChanges = Type.Object(
  {
    name: nullable(Name),
    preferredLanguage: nullable(Language),
    saidBy: LanguageSaidBy,
    timeZone: nullable(TimeZone),
    attributes: Attributes,
  },
  { ...closed, description: 'What is left out stays; null removes' },
);
export type DetailChanges = Static<typeof DetailChanges>;

export const Merge = Type.Object({ absorbedId: Uuid, reason: Code }, closed);
export type Merge = Static<typeof Merge>;

export const Ids = Type.Object({ ids: Type.Array(Uuid, { maxItems: 200 }) }, closed);
export type Ids = Static<typeof Ids>;

export const CustomersQuery = Type.Object(
  { query: Type.Optional(Type.String({ maxLength: 200 })), limit: Limit, cursor: Cursor },
  closed,
);
export type CustomersQuery = Static<typeof CustomersQuery>;

export const TimelineQuery = Type.Object(
  { kind: Type.Optional(oneOf(TIMELINE_KINDS)), limit: Limit, cursor: Cursor },
  closed,
);
export type TimelineQuery = Static<typeof TimelineQuery>;
