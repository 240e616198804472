import { eventTopic } from '@rapport/contracts';
import { createService, type Role } from '@rapport/service-kit';
import { testDatabase, testTopics } from '@rapport/testing';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { randomUUID } from 'node:crypto';
import { migrations } from './migrations/index.ts';
import { profileModule } from './profile.module.ts';

const issuer = 'http://localhost/specs';
const LINK_KEYS = ['k'.repeat(32)];
const { privateKey, publicKey } = await generateKeyPair('ES256', { extractable: true });

export interface Asked {
  readonly status: number;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly body: Readonly<Record<string, unknown>>;
}

/** Somebody who asks, signed in as this person with this role. */
export type Ask = (
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE',
  url: string,
  body?: object,
  headers?: Record<string, string>,
) => Promise<Asked>;

export interface Profile {
  as(person: string, role?: Role): Ask;
  register(partyType?: string): Promise<string>;
  /** Where it reads and publishes. */
  readonly topics: { readonly brokers: readonly string[]; readonly prefix: string };
  /** Whether no clock has something to fire, nothing is to be sent or carried out, and what it said itself it has read. */
  idle(): Promise<boolean>;
  close(): Promise<void>;
}

/** profile on a database and topics of its own, asked in process, with its readers at work. */
export async function startProfile(): Promise<Profile> {
  const [database, topics] = await Promise.all([testDatabase(migrations), testTopics()]);
  const config = {
    PORT: 0,
    HOST: '127.0.0.1',
    LOG_LEVEL: 'silent',
    TRACE_SHARE: 0,
    AUTH_ISSUER: issuer,
    AUTH_AUDIENCE: 'rapport',
    AUTH_JWKS: 'https://issuer.example/jwks',
    DATABASE_URL: database.url,
    DATABASE_OWNER_URL: database.url,
    KAFKA_BROKERS: topics.brokers,
    TOPIC_PREFIX: topics.prefix,
    DEFAULT_REGION: 'US',
    CLAIMS_SECRET: 'specs',
    SURVEY_LINK_KEYS: LINK_KEYS,
    SURVEY_LINK_BASE: 'https://ask.example',
  } as const;
  const keys = { keys: [{ ...(await exportJWK(publicKey)), kid: 'k1', alg: 'ES256' }] };
  const { app } = await createService({
    name: 'profile',
    module: profileModule(config),
    config,
    readKeys: async () => keys,
  });
  await app.listen(0, '127.0.0.1');
  const token = (person: string, role: Role) =>
    new SignJWT({ roles: [role] })
      .setProtectedHeader({ alg: 'ES256', typ: 'JWT', kid: 'k1' })
      .setIssuer(issuer)
      .setAudience('rapport')
      .setSubject(person)
      .setExpirationTime('1h')
      .sign(privateKey);
  const as = (person: string, role: Role = 'specialist'): Ask => {
    const signed = token(person, role);
    return async (method, url, body, headers = {}) => {
      const answer = await app.inject({
        method,
        url,
        headers: { authorization: `Bearer ${await signed}`, ...headers },
        ...(body && { payload: body }),
      });
      return { status: answer.statusCode, headers: answer.headers, body: answer.json() };
    };
  };
  return {
    as,
    topics,
    async register(partyType = 'individual') {
      const identifiers = [{ type: 'externalId', value: randomUUID(), verified: true }];
      const { status, body } = await as('registrar')('POST', '/v1/customers', { partyType, identifiers });
      if (status !== 201) throw new Error(`not registered: ${JSON.stringify(body)}`);
      return String(body['customerId']);
    },
    async idle() {
      // Clocks of who is told of the past wait for a minute's rest, and would speak up when a spec has compared already.
      await database.pool.query(
        `update messaging.streams set next_due = now()
         where next_due > now() and (state->>'reviewAt')::timestamptz <= now()`,
      );
      const { rows } = await database.pool.query<{ idle: boolean }>(
        `select not exists (select from messaging.streams where next_due <= now())
           and not exists (select from messaging.outbox)
           and not exists (select from messaging.todo where done_at is null)
           and (select count(*) from messaging.events)
             <= (select sum(next_offset) from messaging.positions where topic = $1) as idle`,
        [eventTopic('profile', topics.prefix)],
      );
      return rows[0]?.idle === true;
    },
    async close() {
      await app.close();
      await topics.remove();
      await database.drop();
    },
  };
}
