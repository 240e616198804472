import type { Messaging } from '@rapport/messaging';
import { createService, MESSAGING, type Role } from '@rapport/service-kit';
import { testDatabase, testTopics } from '@rapport/testing';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import type pg from 'pg';
import { complaintsModule } from './complaints.module.ts';
import { migrations } from './migrations/index.ts';

const issuer = 'http://localhost/specs';
const { privateKey, publicKey } = await generateKeyPair('ES256', { extractable: true });

export interface Asked {
  readonly status: number;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly body: Readonly<Record<string, unknown>>;
}

/** Somebody who asks, signed in as this person with this role. */
export type Ask = (
  method: 'GET' | 'POST',
  url: string,
  body?: object,
  headers?: Record<string, string>,
) => Promise<Asked>;

export interface Complaints {
  as(person: string, role?: Role): Ask;
  readonly pool: pg.Pool;
  readonly messaging: Messaging;
  close(): Promise<void>;
}

/** complaints on a database and topics of its own, asked in process, with its readers and its timer at work. */
export async function startComplaints(): Promise<Complaints> {
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
  } as const;
  const keys = { keys: [{ ...(await exportJWK(publicKey)), kid: 'k1', alg: 'ES256' }] };
  const { app } = await createService({
    name: 'complaints',
    module: complaintsModule(config),
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
  return {
    as(person, role = 'specialist') {
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
    },
    pool: database.pool,
    messaging: app.get<Messaging>(MESSAGING),
    async close() {
      await app.close();
      await topics.remove();
      await database.drop();
    },
  };
}
