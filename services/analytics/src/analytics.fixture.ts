import { createService, type Role } from '@rapport/service-kit';
import { testDatabase, testTopics, type TestDatabase } from '@rapport/testing';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { analyticsModule } from './analytics.module.ts';
import { migrations } from './migrations/index.ts';

const issuer = 'http://localhost/specs';
const { privateKey, publicKey } = await generateKeyPair('ES256', { extractable: true });

export interface Asked {
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>>;
}

/** Somebody who asks, signed in as this person with this role. */
export type Ask = (method: 'GET' | 'POST', url: string, body?: object) => Promise<Asked>;

export interface Analytics {
  readonly database: TestDatabase;
  as(person: string, role: Role): Ask;
  close(): Promise<void>;
}

/** analytics on a database and topics of its own, asked in process, with its readers and scores at work. */
export async function startAnalytics(): Promise<Analytics> {
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
  const module = analyticsModule(config);
  const { app } = await createService({ name: 'analytics', module, config, readKeys: async () => keys });
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
    database,
    as: (person, role) => async (method, url, body) => {
      const headers = { authorization: `Bearer ${await token(person, role)}` };
      const answer = await app.inject({ method, url, headers, ...(body && { payload: body }) });
      return { status: answer.statusCode, body: answer.json() };
    },
    async close() {
      await app.close();
      await topics.remove();
      await database.drop();
    },
  };
}
