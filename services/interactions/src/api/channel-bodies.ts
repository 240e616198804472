import { Code, CONTACT_TYPES, Instant, Money, oneOf } from '@rapport/contracts';
import { paging } from '@rapport/service-kit';
import Type, { type Static } from 'typebox';

const closed = { additionalProperties: false };
const Level = oneOf(['low', 'medium', 'high']);
const Codes = Type.Array(Code, { maxItems: 50 });

export const OFFERS = ['yes', 'no', 'unconfirmed'] as const;

const Traits = Type.Object(
  {
    stability: Level,
    delay: oneOf(['seconds', 'minutes', 'hours', 'days']),
    privacyRisk: Level,
    peakCapacity: Level,
    twoWay: Type.Boolean(),
    faceToFace: Type.Boolean(),
    placeBound: Type.Boolean(),
  },
  closed,
);

export const ChannelBody = Type.Object(
  {
    code: Code,
    catalogue: { ...Code, description: 'Which functions its matrix speaks of: general, bank …' },
    functions: Type.Record(Code, oneOf(OFFERS), { maxProperties: 100 }),
    hours: Code,
    traits: Traits,
    weak: Codes,
    strong: Codes,
    cost: Type.Optional(
      Type.Object(
        { minor: { ...Money.properties.minor, minimum: 0 }, currency: Money.properties.currency },
        { ...closed, description: 'Of one contact; absent where it is not known' },
      ),
    ),
  },
  closed,
);

export const CatalogueBody = Type.Object(
  {
    validFrom: Type.Optional({ ...Instant, description: 'When it begins to hold; default now' }),
    channels: Type.Array(ChannelBody, { minItems: 1, maxItems: 200 }),
    functionOfType: Type.Partial(Type.Object(Object.fromEntries(CONTACT_TYPES.map(type => [type, Code])), closed), {
      ...closed,
      description: 'What a channel must offer for a contact of a type, where the contact names no function',
    }),
  },
  closed,
);
export type CatalogueBody = Static<typeof CatalogueBody>;

export const VersionParam = Type.Integer({ minimum: 1, maximum: 1_000_000 });
export const ChannelVersionsQuery = Type.Object(paging, closed);
export type ChannelVersionsQuery = Static<typeof ChannelVersionsQuery>;
