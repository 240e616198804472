import { Code, Instant, orNull, Uuid } from '@rapport/contracts';
import { Cursor, Limit } from '@rapport/service-kit';
import Type, { type Static } from 'typebox';
import { MappingRule } from './mapping.ts';

const closed = { additionalProperties: false };
const Count = Type.Integer({ minimum: 0 });
const Name = Type.String({
  pattern: '^[A-Za-z][A-Za-z0-9_.-]{0,63}$',
  description: 'Stays for good: what is recorded once is known by it',
});
const source = {
  sourceId: Uuid,
  name: Name,
  channel: Code,
  enabled: Type.Boolean(),
  createdAt: Instant,
  changedAt: Instant,
  formerKeyUntil: orNull(Instant),
};
const writeKey = Type.String({ description: 'Shown this once; kept as its digest' });

export const NewSource = Type.Object({ name: Name, channel: Code }, closed);
export type NewSource = Static<typeof NewSource>;
export const Rotation = Type.Object(
  {
    graceHours: Type.Integer({
      minimum: 0,
      maximum: 720,
      default: 24,
      description: 'How long the former key stays good',
    }),
  },
  closed,
);
export type Rotation = Static<typeof Rotation>;
export const SourceShape = Type.Object(source);
export const SourceWithKey = Type.Object({ ...source, writeKey });
export const SourcesPage = Type.Object({ items: Type.Array(SourceShape), next: Type.Null() });

export const NewMapping = Type.Object(
  {
    changes: Type.Integer({ minimum: 1, maximum: 1e9, description: 'The version that is in force' }),
    rules: Type.Array(MappingRule, { maxItems: 1_000, description: 'The first that fits counts' }),
  },
  closed,
);
export type NewMapping = Static<typeof NewMapping>;
export const MappingShape = Type.Object({
  version: Type.Integer(),
  validFrom: Instant,
  changedBy: Type.String(),
  rules: Type.Array(MappingRule),
});
export const MappingsPage = Type.Object({ items: Type.Array(MappingShape), next: orNull(Type.String()) });
export const Pages = Type.Object({ limit: Limit, cursor: Cursor }, closed);
export type Pages = Static<typeof Pages>;

export const RejectId = Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER });
export const RejectsQuery = Type.Object(
  {
    limit: Limit,
    cursor: Cursor,
    source: Type.Optional(Type.String({ minLength: 1, maxLength: 64 })),
    slug: Type.Optional(Type.String({ minLength: 1, maxLength: 64, description: 'The reason as a code' })),
    dropped: Type.Boolean({ default: false, description: 'Those given up instead of those that wait' }),
  },
  closed,
);
export type RejectsQuery = Static<typeof RejectsQuery>;
const reject = {
  id: RejectId,
  sourceId: Uuid,
  source: Type.String(),
  messageId: Type.String(),
  protocol: Type.Enum(['segment', 'cloudevents']),
  slug: Type.String(),
  reason: Type.String(),
  receivedAt: Instant,
  lastAt: Instant,
  times: Type.Integer({ minimum: 1, description: 'How often it was sent' }),
  droppedAt: orNull(Instant),
  droppedBy: orNull(Type.String()),
  dropReason: orNull(Type.String()),
};
export const RejectsPage = Type.Object({ items: Type.Array(Type.Object(reject)), next: orNull(Type.String()) });
export const RejectWhole = Type.Object({
  ...reject,
  message: Type.Unknown({
    description: 'Personal: as it came; null where it was too large to be kept, or was dropped',
  }),
});
export const Retried = Type.Object({
  status: Type.Enum(['accepted', 'duplicate', 'rejected']),
  reason: Type.Optional(Type.String({ description: 'Why it was rejected again' })),
});
export const Drop = Type.Object(
  { reason: Type.String({ minLength: 3, maxLength: 500, pattern: '\\S.*\\S', description: 'Kept for thirty days' }) },
  closed,
);
export type Drop = Static<typeof Drop>;

export const AttributesPage = Type.Object({
  items: Type.Array(Type.Object({ source: Type.String(), attribute: Type.String(), times: Count, lastAt: Instant })),
  next: orNull(Type.String()),
});
