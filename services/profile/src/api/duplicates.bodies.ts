import { Code, IDENTIFIER_TYPES, Instant, oneOf, orNull, PARTY_TYPES, REASONS_APART, Uuid } from '@rapport/contracts';
import { Cursor, Limit } from '@rapport/service-kit';
import Type, { type Static } from 'typebox';
import { FINDINGS } from '../domain/identity-rules.ts';
import { SUGGESTION_STATES } from '../projections/duplicates.query.ts';
import { IDENTITY_DECISIONS } from '../projections/identity-history.projection.ts';

const closed = { additionalProperties: false };

export const DuplicatesQuery = Type.Object({ customer: Type.Optional(Uuid), limit: Limit, cursor: Cursor }, closed);
export type DuplicatesQuery = Static<typeof DuplicatesQuery>;

export const Dismissal = Type.Object({ reason: Code }, closed);
export type Dismissal = Static<typeof Dismissal>;

export const Acceptance = Type.Object({ reason: Type.Optional(Code) }, closed);
export type Acceptance = Static<typeof Acceptance>;

export const SuggestionAnswer = Type.Object({
  suggestionId: Uuid,
  state: oneOf(SUGGESTION_STATES),
  score: Type.Number({ minimum: 0, maximum: 1, description: 'How likely the two are one' }),
  reasons: Type.Array(Type.Object({ finding: oneOf(FINDINGS), bits: Type.Number() }), {
    description: 'What speaks for it (bits above 0) and against it',
  }),
  rulesVersion: Type.Integer(),
  foundAt: Instant,
  customers: Type.Array(
    Type.Object({
      customerId: Uuid,
      recordedId: Uuid,
      name: orNull(Type.String()),
      partyType: orNull(oneOf(PARTY_TYPES)),
      identifiers: Type.Array(
        Type.Object({ type: oneOf(IDENTIFIER_TYPES), masked: Type.String(), verified: Type.Boolean() }),
      ),
    }),
  ),
});
export const SuggestionsPage = Type.Object({ items: Type.Array(SuggestionAnswer), next: orNull(Type.String()) });
export const DismissedAnswer = Type.Object({
  suggestionId: Uuid,
  customerId: Uuid,
  sequence: Type.Optional(Type.Integer()),
});
export const AcceptedAnswer = Type.Object({ customerId: Uuid, sequence: Type.Optional(Type.Integer()) });

export const HistoryQuery = Type.Object({ limit: Limit, cursor: Cursor }, closed);
export type HistoryQuery = Static<typeof HistoryQuery>;

const HistoryItem = Type.Object({
  eventId: Uuid,
  what: oneOf(IDENTITY_DECISIONS),
  customerId: Type.String({ description: 'Of merges and unmerges the survivor' }),
  otherId: Uuid,
  reason: Type.String({ description: `A code; of refused merges one of ${REASONS_APART.join(', ')}` }),
  identifierType: orNull(oneOf(IDENTIFIER_TYPES)),
  crowdedType: orNull(oneOf(IDENTIFIER_TYPES)),
  rulesVersion: orNull(Type.Integer()),
  occurredAt: Instant,
  recordedAt: Instant,
  actor: Type.String({ description: 'Who decided: a pseudonym' }),
});
export const HistoryPage = Type.Object({
  customerId: Uuid,
  items: Type.Array(HistoryItem),
  next: orNull(Type.String()),
});
