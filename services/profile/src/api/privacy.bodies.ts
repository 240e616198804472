import { Code, Instant, Uuid } from '@rapport/contracts';
import { Cursor, Limit } from '@rapport/service-kit';
import Type, { type Static } from 'typebox';

const closed = { additionalProperties: false };

export const ErasureRequestBody = Type.Object(
  {
    channel: Type.Enum(['email', 'phone', 'letter', 'inPerson', 'web', 'other'], { description: 'How it was asked' }),
    receivedAt: Type.Optional({ ...Instant, description: 'When it was asked; now if not said' }),
  },
  closed,
);
export type ErasureRequestBody = Static<typeof ErasureRequestBody>;

export const Because = Type.Object({ reason: Code }, closed);
export type Because = Static<typeof Because>;

export const RequestsQuery = Type.Object(
  { open: Type.Boolean({ default: true }), customer: Type.Optional(Uuid), limit: Limit, cursor: Cursor },
  closed,
);
export type RequestsQuery = Static<typeof RequestsQuery>;

export const ErasuresQuery = Type.Object({ limit: Limit, cursor: Cursor }, closed);
export type ErasuresQuery = Static<typeof ErasuresQuery>;

export const ActionsQuery = Type.Object(
  { customer: Type.Optional(Uuid), action: Type.Optional(Code), limit: Limit, cursor: Cursor },
  closed,
);
export type ActionsQuery = Static<typeof ActionsQuery>;

export const DroppedQuery = Type.Object({ limit: Limit }, closed);
export type DroppedQuery = Static<typeof DroppedQuery>;
