import { IDENTIFIER_TYPES, Instant, oneOf, orNull } from '@rapport/contracts';
import { Cursor, Limit } from '@rapport/service-kit';
import Type, { type Static } from 'typebox';
import type { Finding } from '../domain/identity-rules.ts';
import { catalogue } from './catalogue-kinds.ts';

const closed = { additionalProperties: false };

const TypeRule = Type.Object(
  {
    priority: Type.Integer({ minimum: 1, maximum: 100, description: '1 is trusted most' }),
    most: Type.Integer({ minimum: 1, maximum: 100, description: 'So many are believable for one customer' }),
    identifies: Type.Boolean({
      description: 'Whether it says who somebody is, and not only that it is the same device',
    }),
  },
  closed,
);

const BlockedValue = Type.Object(
  {
    type: orNull(oneOf(IDENTIFIER_TYPES, 'Null for all types')),
    value: Type.String({ minLength: 1, maxLength: 320, description: 'Identifies nobody' }),
  },
  closed,
);

const Bits = Type.Number({
  minimum: -40,
  maximum: 40,
  description: 'log2 of how much oftener it is found where the two are one',
});

export const Rules = Type.Object(
  {
    types: Type.Object(
      { email: TypeRule, phone: TypeRule, externalId: TypeRule, loyaltyCard: TypeRule, deviceId: TypeRule },
      closed,
    ),
    blocked: Type.Array(BlockedValue, { maxItems: 2000 }),
    oneCharacterBlocked: Type.Boolean({ description: 'Whether values such as 0000 are blocked' }),
    duplicates: Type.Object(
      {
        suggestFrom: Type.Number({
          minimum: 0.5,
          maximum: 1,
          description: 'The probability from which two are suggested',
        }),
        prior: Bits,
        bits: Type.Object(
          {
            sameEmail: Bits,
            sameMailbox: Bits,
            sameEmailName: Bits,
            nearEmail: Bits,
            otherEmail: Bits,
            samePhone: Bits,
            nearPhone: Bits,
            otherPhone: Bits,
            sameName: Bits,
            nearName: Bits,
            otherName: Bits,
            sameBirthday: Bits,
            otherBirthday: Bits,
            otherPartyType: Bits,
          } satisfies Record<Finding, typeof Bits>,
          closed,
        ),
      },
      closed,
    ),
  },
  closed,
);

/** In versions, as catalogues are. */
export const IDENTITY_RULES = catalogue('identity-rules', Rules, () => []);

const Reason = Type.String({ minLength: 1, maxLength: 500, description: 'Why it is changed; kept with the version' });

export const RulesChange = Type.Object({ rules: Rules, reason: Reason }, closed);
export type RulesChange = Static<typeof RulesChange>;

export const RulesAnswer = Type.Object({
  version: Type.Integer(),
  validFrom: Instant,
  changedAt: Instant,
  changedBy: orNull(Type.String({ description: 'Null for what came with the product' })),
  reason: orNull(Type.String()),
  rules: Rules,
});
export type RulesAnswer = Static<typeof RulesAnswer>;

export const RulesPage = Type.Object({ items: Type.Array(RulesAnswer), next: orNull(Type.String()) });
export const VersionsQuery = Type.Object({ limit: Limit, cursor: Cursor }, closed);
export type VersionsQuery = Static<typeof VersionsQuery>;
