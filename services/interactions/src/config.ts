import { loadConfig } from '@rapport/service-kit';
import Type from 'typebox';

const webhook = Type.Object(
  {
    url: Type.String({ pattern: '^https?://[^\\s@]+$' }),
    secret: Type.String({ pattern: '^whsec_[A-Za-z0-9+/]{32,}=*$' }),
  },
  { additionalProperties: false },
);

export const config = loadConfig({
  /** Secrets, separated by commas, that links to surveys are sealed with: the first seals, all are known. Without one there are no links. */
  SURVEY_LINK_KEYS: Type.Optional(Type.Array(Type.String({ minLength: 32 }), { minItems: 1 })),
  /** The origin of the gateway as customers reach it, put before `/s/…` in links. */
  SURVEY_LINK_BASE: Type.String({ default: '', pattern: '^(?:https?://[^/?#@]+)?$' }),
  /** The mail server: `smtp://` (STARTTLS where it is offered; `?requireTLS=true` insists) or `smtps://`, with user and password. */
  SMTP_URL: Type.Optional(Type.String({ pattern: '^smtps?://' })),
  /** Whom e-mail comes from, as in `Rapport <service@example.org>`. */
  MAIL_FROM: Type.Optional(
    Type.String({ pattern: '^(?:[^<>@\\r\\n]+<[^<>@\\s]+@[^<>@\\s]+>|[^<>@\\s]+@[^<>@\\s]+)$' }),
  ),
  /** Where bounces go; `+<message id>` is put before its @. Default: the address of MAIL_FROM. */
  BOUNCE_ADDRESS: Type.Optional(Type.String({ pattern: '^[^<>@\\s]+@[^<>@\\s]+$' })),
  /** Who sends texts, letters and notes to devices: for each channel an address and the secret that both sides sign with. */
  MESSAGE_WEBHOOKS: Type.Optional(
    Type.Object(
      { sms: Type.Optional(webhook), letter: Type.Optional(webhook), push: Type.Optional(webhook) },
      { additionalProperties: false },
    ),
  ),
  /** Requests of senders that are taken at once; further ones are asked to come back in a second. */
  INGEST_AT_ONCE: Type.Integer({ minimum: 1, maximum: 1000, default: 16 }),
});
