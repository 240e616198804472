import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { AddressInfo } from 'node:net';
import { pathToFileURL } from 'node:url';
import { createService, startTelemetry, type Service } from '@rapport/service-kit';
import Fastify, { type FastifyInstance } from 'fastify';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { readConfig } from './config.ts';
import { GatewayModule } from './gateway.module.ts';

const folder = mkdtempSync(join(tmpdir(), 'gateway-'));
const { privateKey } = await generateKeyPair('ES256', { extractable: true });
const secret = { ...(await exportJWK(privateKey)), kid: 'k1', alg: 'ES256' };
const issuer = 'http://localhost/specs';

export interface Gateway extends Service {
  readonly url: string;
  close(): Promise<void>;
}

export const token = (claims: Readonly<Record<string, unknown>> = {}): Promise<string> =>
  new SignJWT({ roles: ['specialist'], ...claims })
    .setProtectedHeader({ alg: 'ES256', typ: 'JWT', kid: 'k1' })
    .setIssuer(issuer)
    .setAudience('rapport')
    .setSubject('specialist:ana')
    .setExpirationTime(typeof claims['exp'] === 'number' ? claims['exp'] : '1h')
    .sign(privateKey);

export const bearer = async (claims?: Readonly<Record<string, unknown>>): Promise<Record<string, string>> => ({
  authorization: `Bearer ${await token(claims)}`,
});

/** A gateway of its own that listens; without Kafka unless `environment` names one. */
export async function startGateway(environment: Readonly<Record<string, string>>): Promise<Gateway> {
  const telemetry = startTelemetry('gateway', undefined, 0);
  writeFileSync(join(folder, 'private.jwk.json'), JSON.stringify(secret));
  const { d: _secret, ...open } = secret;
  writeFileSync(join(folder, 'jwks.json'), JSON.stringify({ keys: [open] }));
  const config = readConfig({
    PORT: '0',
    LOG_LEVEL: 'silent',
    AUTH_ISSUER: issuer,
    AUTH_JWKS: pathToFileURL(join(folder, 'jwks.json')).href,
    DEV_ISSUER_KEY: join(folder, 'private.jwk.json'),
    KAFKA_BROKERS: '127.0.0.1:1',
    SERVICES: '{}',
    ...environment,
  });
  const { TRUSTED_PROXIES: trustedProxies } = config;
  const service = await createService({ name: 'gateway', module: GatewayModule.of(config), config, trustedProxies });
  await service.app.listen(0, '127.0.0.1');
  return {
    ...service,
    url: await service.app.getUrl(),
    async close() {
      await service.app.close();
      await telemetry.stop();
    },
  };
}

/** A service to throw away, that tells what it was sent. */
export async function startEcho(): Promise<{ readonly url: string; readonly server: FastifyInstance }> {
  const server = Fastify({ forceCloseConnections: true, bodyLimit: 8 * 1024 * 1024 });
  server.removeAllContentTypeParsers();
  server.addContentTypeParser('*', { parseAs: 'string' }, (_request, body, done) => done(null, body));
  server.get('/readyz', () => ({ status: 'ready' }));
  server.get('/metrics', () => 'secret');
  server.get('/openapi.json', () => ({
    paths: { '/v1/things': { get: { operationId: 'Things_list' } }, '/metrics': { get: {} } },
  }));
  server.get('/v1/silent', (request, reply) => {
    reply.hijack();
    request.socket.destroy();
  });
  server.get('/v1/busy', (_request, reply) =>
    reply.code(503).header('retry-after', '7').type('application/problem+json').send({ type: '/problems/unavailable' }),
  );
  server.all('/v1/*', (request, reply) =>
    reply
      .code(request.method === 'POST' ? 201 : 200)
      .headers({ 'rapport-sequence': 'echo=s:1', etag: '"3"' })
      .send({ method: request.method, url: request.url, headers: request.headers, body: request.body ?? null }),
  );
  await server.listen({ port: 0, host: '127.0.0.1' });
  const address = server.server.address();
  return { url: `http://127.0.0.1:${isAddress(address) ? address.port : 0}`, server };
}

const isAddress = (address: AddressInfo | string | null): address is AddressInfo =>
  typeof address === 'object' && address !== null;
