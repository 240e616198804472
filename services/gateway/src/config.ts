import { kafkaSettings, processSettings, readSettings } from '@rapport/service-kit';
import Type, { type Static, type TObject } from 'typebox';

const settings = {
  ...processSettings,
  ...kafkaSettings,
  /** The origin of each service behind, by the name it has in `/api/<name>/…`. */
  SERVICES: Type.Record(Type.String({ pattern: '^[a-z][a-z-]*$' }), Type.String({ pattern: '^https?://[^/?#@]+/?$' }), {
    additionalProperties: false,
  }),
  /** Path of a private JWK (ES256). When set, whoever reaches the gateway may sign in as anybody: for development only. */
  DEV_ISSUER_KEY: Type.Optional(Type.String()),
  /**
   * Addresses or networks (`10.0.0.0/8`) of the proxies before it, separated by commas: whom they pass on they say in
   * `X-Forwarded-For`. Without it everybody behind a proxy is one address, and shares its limits.
   */
  TRUSTED_PROXIES: Type.Optional(
    Type.Array(Type.String({ pattern: '^[0-9A-Fa-f.:]+(?:/\\d{1,3})?$' }), { minItems: 1 }),
  ),
  /** Folder of the console's built files. */
  CONSOLE_DIR: Type.Optional(Type.String()),
};

export type GatewayConfig = Readonly<Static<TObject<typeof settings>>>;

export const readConfig = (environment?: Readonly<Record<string, string | undefined>>): GatewayConfig =>
  readSettings(settings, environment);
