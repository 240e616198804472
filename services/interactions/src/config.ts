import { loadConfig } from '@rapport/service-kit';
import Type from 'typebox';

export const config = loadConfig({
  /** Secrets, separated by commas, that links to surveys are sealed with: the first seals, all are known. Without one there are no links. */
  SURVEY_LINK_KEYS: Type.Optional(Type.Array(Type.String({ minLength: 32 }), { minItems: 1 })),
  /** The origin of the gateway as customers reach it, put before `/s/…` in links. */
  SURVEY_LINK_BASE: Type.String({ default: '', pattern: '^(?:https?://[^/?#@]+)?$' }),
  /** Requests of senders that are taken at once; further ones are asked to come back in a second. */
  INGEST_AT_ONCE: Type.Integer({ minimum: 1, maximum: 1000, default: 16 }),
});
