import { loadConfig } from '@rapport/service-kit';
import { getCountries } from 'libphonenumber-js';
import Type from 'typebox';

export const config = loadConfig({
  /** Where a phone number without country code is from: ISO 3166-1 alpha-2. */
  DEFAULT_REGION: Type.Enum(getCountries(), { default: 'US' }),
  /** Keys the digests of claimed identifiers. Changing it forgets who holds which identifier. */
  CLAIMS_SECRET: Type.String({ minLength: 1, default: 'profile' }),
  /** Secrets, separated by commas, that links to the questionnaire on style are sealed with: the first seals, all are known. */
  SURVEY_LINK_KEYS: Type.Optional(Type.Array(Type.String({ minLength: 32 }), { minItems: 1 })),
  /** The origin of the gateway as customers reach it, put before `/q/…` in links. */
  SURVEY_LINK_BASE: Type.String({ default: '', pattern: '^(?:https?://[^/?#@]+)?$' }),
});
