import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { createLocalJWKSet, jwtVerify } from 'jose';
import { audience, ensureIssuer, issuerName, renewServiceToken, signToken } from './issuer.ts';
import { placesOf } from './paths.ts';

let folder = '';
beforeEach(async () => void (folder = await mkdtemp(join(tmpdir(), 'issuer-'))));
afterEach(() => rm(folder, { recursive: true }));

describe('the local issuer', () => {
  it('signs tokens that its public keys verify', async () => {
    const issuer = await ensureIssuer(placesOf(folder));
    const token = await signToken(issuer, { role: 'manager', name: 'Ada Byron' });
    const keys = createLocalJWKSet(JSON.parse(await readFile(fileURLToPath(issuer.jwks), 'utf8')));
    const { payload } = await jwtVerify(token, keys, { issuer: issuerName, audience });
    expect(payload).toMatchObject({ sub: 'manager:ada-byron', name: 'Ada Byron', roles: ['manager'] });
  });

  it('keeps one key pair, the private half for its owner alone', async () => {
    const places = placesOf(folder);
    const { key } = await ensureIssuer(places);
    const first = await readFile(key, 'utf8');
    await ensureIssuer(places);
    expect(await readFile(key, 'utf8')).toBe(first);
    expect((await stat(key)).mode & 0o777).toBe(0o600);
  });

  it('gives the services a token for a year that nobody else can read, and replaces it', async () => {
    const issuer = await ensureIssuer(placesOf(folder));
    await renewServiceToken(issuer);
    const first = await readFile(issuer.serviceToken, 'utf8');
    const keys = createLocalJWKSet(JSON.parse(await readFile(fileURLToPath(issuer.jwks), 'utf8')));
    const { payload } = await jwtVerify(first.trim(), keys, { issuer: issuerName, audience });
    expect(payload.roles).toEqual(['service']);
    expect((payload.exp ?? 0) - (payload.iat ?? 0)).toBeGreaterThan(360 * 86_400);
    expect((await stat(issuer.serviceToken)).mode & 0o777).toBe(0o600);
    await renewServiceToken(issuer);
    expect(await readFile(issuer.serviceToken, 'utf8')).not.toBe(first);
  });

  it('publishes nothing private', async () => {
    const issuer = await ensureIssuer(placesOf(folder));
    expect(await readFile(fileURLToPath(issuer.jwks), 'utf8')).not.toContain('"d"');
  });
});
