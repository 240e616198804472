import { Code, Instant, KNOWLEDGE_KINDS, oneOf, Uuid } from '@rapport/contracts';
import { paging } from '@rapport/service-kit';
import Type, { type Static } from 'typebox';

const closed = { additionalProperties: false };
const Text = Type.Object(
  { title: Type.String({ minLength: 1, maxLength: 300 }), body: Type.String({ minLength: 1, maxLength: 20_000 }) },
  closed,
);
export const KnowledgeForm = Type.Object(
  {
    kind: oneOf(KNOWLEDGE_KINDS),
    topics: Type.Array(Code, { maxItems: 30, description: 'What it is about, such as return' }),
    texts: Type.Object({ en: Text, zh: Text }, closed),
  },
  closed,
);
export type KnowledgeForm = Static<typeof KnowledgeForm>;

export const KnowledgeBody = Type.Object({ form: KnowledgeForm, validFrom: Type.Optional(Instant) }, closed);
export type KnowledgeBody = Static<typeof KnowledgeBody>;
export const Published = Type.Object({
  code: Code,
  version: Type.Integer({ minimum: 1 }),
  form: KnowledgeForm,
  validFrom: Instant,
  publishedBy: Type.String(),
  publishedAt: Instant,
});

export const KnowledgeQuery = Type.Object(
  {
    query: Type.Optional(Type.String({ minLength: 1, maxLength: 200, description: 'Words in English, or Chinese' })),
    kind: Type.Optional(oneOf(KNOWLEDGE_KINDS)),
    limit: paging.limit,
  },
  closed,
);
export type KnowledgeQuery = Static<typeof KnowledgeQuery>;

export const UseBody = Type.Object(
  {
    interactionId: { ...Uuid, description: 'The contact in which it was used' },
    language: oneOf(['en', 'zh']),
    version: Type.Optional(Type.Integer({ minimum: 1, maximum: 1e9, description: 'Default: the one in force' })),
  },
  closed,
);
export type UseBody = Static<typeof UseBody>;

export const RatingBody = Type.Object(
  { helpful: Type.Boolean(), by: oneOf(['agent', 'customer'], 'Who says so') },
  closed,
);
export type RatingBody = Static<typeof RatingBody>;
export const Used = Type.Object({ useId: Uuid, sequence: Type.Integer() });
