import { Code, Instant, MESSAGE_CHANNELS, oneOf } from '@rapport/contracts';
import Type, { type Static } from 'typebox';
import { VARIABLE_KINDS } from '../domain/message-template.ts';

const closed = { additionalProperties: false };

export const Name = Type.String({ pattern: '^[A-Za-z][A-Za-z0-9]{0,39}$', description: 'Between {{ and }}' });
export const Values = Type.Record(Name, Type.String({ maxLength: 2000 }), {
  ...closed,
  maxProperties: 50,
  description: 'A value for each variable that the template declares. Personal: never part of an event',
});

const Text = Type.Object(
  {
    subject: Type.Optional(Type.String({ minLength: 1, maxLength: 300 })),
    text: Type.String({ minLength: 1, maxLength: 20_000 }),
    html: Type.Optional(Type.String({ minLength: 1, maxLength: 50_000, description: 'Values are escaped in it' })),
  },
  closed,
);

export const TemplateForm = Type.Object(
  {
    purpose: { ...Code, description: 'Of the catalogue of purposes: what consent is asked for' },
    channel: oneOf(MESSAGE_CHANNELS),
    variables: Type.Array(Type.Object({ name: Name, kind: oneOf(VARIABLE_KINDS) }, closed), { maxItems: 50 }),
    texts: Type.Object({ en: Text, zh: Text }, closed),
  },
  closed,
);
export type TemplateForm = Static<typeof TemplateForm>;

export const TemplateBody = Type.Object({ form: TemplateForm, validFrom: Type.Optional(Instant) }, closed);
export type TemplateBody = Static<typeof TemplateBody>;

export const PreviewBody = Type.Object(
  { language: oneOf(['en', 'zh']), values: Values, version: Type.Optional(Type.Integer({ minimum: 1, maximum: 1e9 })) },
  closed,
);
export type PreviewBody = Static<typeof PreviewBody>;

export const Published = Type.Object({
  code: Code,
  version: Type.Integer({ minimum: 1 }),
  form: TemplateForm,
  validFrom: Instant,
  publishedBy: Type.String(),
  publishedAt: Instant,
});
