import { readFileSync } from 'node:fs';
import Type, { type Static, type TObject, type TProperties, type TSchema } from 'typebox';
import { compile } from './check.ts';
import { coercer } from './coerce.ts';
import { peerSettings } from './peers.ts';

/** What every process needs. `AUTH_JWKS` is an http(s):// or file:// URL; `AUTH_ISSUER` is compared to the letter. */
export const processSettings = {
  PORT: Type.Integer({ minimum: 0, maximum: 65535 }),
  HOST: Type.String({ default: '127.0.0.1' }),
  LOG_LEVEL: Type.Enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'], { default: 'info' }),
  AUTH_ISSUER: Type.String({ minLength: 1 }),
  AUTH_AUDIENCE: Type.String({ minLength: 1, default: 'rapport' }),
  AUTH_JWKS: Type.String({ pattern: '^(?:https?|file)://' }),
  OTEL_EXPORTER_OTLP_ENDPOINT: Type.Optional(Type.String({ pattern: '^https?://' })),
  /** The share of new traces that is exported, 0 to 1. */
  TRACE_SHARE: Type.Number({ minimum: 0, maximum: 1, default: 0.1 }),
};

/** Host and port of each Kafka broker, separated by commas. */
export const kafkaSettings = {
  KAFKA_BROKERS: Type.Array(Type.String({ pattern: '^[^\\s:,]+:\\d{1,5}$' }), { minItems: 1 }),
  TOPIC_PREFIX: Type.String({ default: '', pattern: '^[A-Za-z0-9._-]*$' }),
};

export const databaseSettings = {
  DATABASE_URL: Type.String({ pattern: '^postgres(?:ql)?://' }),
  DATABASE_OWNER_URL: Type.String({ pattern: '^postgres(?:ql)?://' }),
  /** Events that may wait for Kafka before commands are refused; accepted again below half of it. Default: a million. */
  BACKLOG_MARK: Type.Optional(Type.Integer({ minimum: 1 })),
};

const serviceSettings = { ...processSettings, ...kafkaSettings, ...databaseSettings, ...peerSettings };

export type ProcessConfig = Readonly<Static<TObject<typeof processSettings>>>;
export type ServiceConfig = Readonly<Static<TObject<typeof serviceSettings>>>;

/** The configuration of a service with its database and topic. Throws one error that names every bad or missing variable. */
export function loadConfig(): ServiceConfig;
export function loadConfig<T extends TProperties>(extra: T): ServiceConfig & Readonly<Static<TObject<T>>>;
export function loadConfig(extra: TProperties = {}): unknown {
  return readSettings({ ...serviceSettings, ...extra });
}

/**
 * Reads the named variables, and for each `NAME` that is not set the file that `NAME_FILE` points to.
 * Lists are separated by commas, objects are JSON.
 */
export function readSettings<T extends TProperties>(
  properties: T,
  environment: Readonly<Record<string, string | undefined>> = process.env,
): Readonly<Static<TObject<T>>> {
  const problems: string[] = [];
  const texts: Record<string, unknown> = {};
  for (const [name, schema] of Object.entries(properties)) {
    try {
      const value = structured(schema, variable(name, environment));
      if (value !== undefined) texts[name] = value;
    } catch (error) {
      problems.push(`${name} can't be read: ${error instanceof Error ? error.message : 'unknown error'}`);
    }
  }
  const values = coercer(properties)(texts);
  const check = compile(Type.Object(properties));
  if (problems.length === 0 && check.accepts(values)) return Object.freeze(values);
  const errors = check.errors(values).map(({ pointer, message }) => `${pointer.slice(1)} ${message}`);
  throw new Error(`The configuration is not usable:\n  ${[...problems, ...errors].join('\n  ')}`);
}

function variable(name: string, environment: Readonly<Record<string, string | undefined>>): string | undefined {
  const direct = environment[name];
  if (direct !== undefined && direct !== '') return direct;
  const file = environment[`${name}_FILE`];
  return file === undefined || file === '' ? undefined : readFileSync(file, 'utf8').trimEnd();
}

function structured(schema: TSchema, text: string | undefined): unknown {
  const type = 'type' in schema ? schema.type : undefined;
  if (text === undefined) return undefined;
  if (type === 'array') return text.split(',').map(item => item.trim());
  return type === 'object' ? JSON.parse(text) : text;
}
