import { Code, Instant, MESSAGE_CHANNELS, oneOf } from '@rapport/contracts';
import Type, { type Static } from 'typebox';
import { LONGEST_DAYS } from '../domain/allowance.ts';

const closed = { additionalProperties: false };
const channels = Type.Optional(
  Type.Array(oneOf(MESSAGE_CHANNELS), { minItems: 1, maxItems: 4, description: 'Absent: any' }),
);
const purposes = Type.Array(Code, { maxItems: 50 });
const Quarter = Type.String({
  pattern: '^(?:[01]\\d|2[0-3]):(?:00|15|30|45)$',
  description: 'Local time, a quarter of an hour',
});

export const Policy = Type.Object(
  {
    timeZone: Type.String({ minLength: 1, maxLength: 64, description: 'IANA zone of customers of whom none is known' }),
    language: oneOf(['en', 'zh'], 'Of customers of whom none is known'),
    quietHours: Type.Array(Type.Object({ channels, from: Quarter, to: Quarter, exceptPurposes: purposes }, closed), {
      maxItems: 20,
    }),
    caps: Type.Array(
      Type.Object(
        {
          purposes: Type.Optional(Type.Array(Code, { minItems: 1, maxItems: 50, description: 'Absent: any' })),
          channels,
          most: Type.Integer({ minimum: 0, maximum: 50 }),
          days: Type.Integer({ minimum: 1, maximum: LONGEST_DAYS }),
        },
        closed,
      ),
      { maxItems: 50 },
    ),
    retryMinutes: Type.Array(Type.Integer({ minimum: 1, maximum: 10_080 }), {
      maxItems: 20,
      description: 'Before each further try',
    }),
    keepDays: Type.Integer({ minimum: 1, maximum: 90, description: 'How long a message may wait' }),
    notInComplaint: purposes,
    withoutUnsubscribe: purposes,
  },
  closed,
);

export const PolicyBody = Type.Object({ policy: Policy, validFrom: Type.Optional(Instant) }, closed);
export type PolicyBody = Static<typeof PolicyBody>;

export const PublishedPolicy = Type.Object({
  version: Type.Integer({ minimum: 1 }),
  policy: Policy,
  validFrom: Instant,
  publishedBy: Type.String(),
  publishedAt: Instant,
});
