import { Code, Instant, LANGUAGES, MESSAGE_CHANNELS, oneOf, SurveyForm, Uuid } from '@rapport/contracts';
import { paging } from '@rapport/service-kit';
import Type, { type Static } from 'typebox';

const closed = { additionalProperties: false };
const validFrom = Type.Optional({ ...Instant, description: 'When it begins to hold; default now' });

export const SurveyBody = Type.Object({ form: SurveyForm, validFrom }, closed);
export type SurveyBody = Static<typeof SurveyBody>;

export const PublishedSurvey = Type.Object({
  code: Code,
  version: Type.Integer({ minimum: 1 }),
  validFrom: Instant,
  publishedBy: Type.String(),
  publishedAt: Instant,
  form: SurveyForm,
});

export const VersionKey = Type.Object({ version: Type.Integer({ minimum: 1, maximum: 1e9 }) }, closed);
export const VersionsQuery = Type.Object(paging, closed);
export type VersionsQuery = Static<typeof VersionsQuery>;

export const InvitationBody = Type.Object(
  {
    customerId: Uuid,
    survey: { ...Code, description: 'Code of a survey that customers answer' },
    interactionId: Type.Optional(Uuid),
    channel: Type.Optional(Code),
    language: Type.Optional(Type.Enum(LANGUAGES)),
    linkDays: Type.Optional(
      Type.Integer({ minimum: 1, maximum: 90, description: 'How long the link works; default 14' }),
    ),
    sendBy: Type.Optional(oneOf(MESSAGE_CHANNELS, 'How the link is sent to the customer; absent: not at all')),
  },
  closed,
);
export type InvitationBody = Static<typeof InvitationBody>;

export const Invited = Type.Object({
  invitationId: Uuid,
  sequence: Type.Integer(),
  expiresAt: Instant,
  link: Type.String({ description: 'For the customer alone: whoever has it may answer, once' }),
});

export const InvitationsQuery = Type.Object({ customer: Uuid, ...paging }, closed);
export type InvitationsQuery = Static<typeof InvitationsQuery>;
export const InvitationKey = Type.Object({ askedAt: Instant, invitationId: Uuid }, closed);

export const Token = Type.String({ pattern: '^[A-Za-z0-9_-]{20,100}$', description: 'The last part of a link' });

const sendBy = Type.Optional(
  oneOf(MESSAGE_CHANNELS, 'How the link is sent; absent: somebody gives it to the customer'),
);
const share = Type.Number({ minimum: 0, maximum: 1 });
const Rule = Type.Object(
  { channel: Type.Optional(Code), valueClass: Type.Optional(Code), survey: Code, share, sendBy },
  closed,
);

export const RulesBody = Type.Object(
  {
    validFrom,
    on: Type.Boolean({ description: 'Whether anybody is asked at all' }),
    seed: Type.String({ pattern: '^[\\x21-\\x7e]{1,64}$', description: 'With another seed others are chosen' }),
    restDays: Type.Integer({ minimum: 0, maximum: 3650, description: 'So long nobody is asked again' }),
    linkDays: Type.Integer({ minimum: 1, maximum: 90, description: 'How long the link works' }),
    lateHours: Type.Integer({
      minimum: 0,
      maximum: 8760,
      description: 'Contacts told of later than this are asked about no more',
    }),
    exceptTypes: Type.Array(Code, { maxItems: 20 }),
    exceptOutcomes: Type.Array(Code, { maxItems: 20 }),
    rules: Type.Array(Rule, { maxItems: 200, description: 'In order: the first that fits a contact counts' }),
  },
  closed,
);
export type RulesBody = Static<typeof RulesBody>;

export const PublishedRules = Type.Object({
  ...RulesBody.properties,
  version: Type.Integer({ minimum: 1 }),
  validFrom: Instant,
  publishedBy: Type.String(),
  publishedAt: Instant,
});
