import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { calculateJwkThumbprint, exportJWK, generateKeyPair, importJWK, SignJWT, type JWK } from 'jose';
import { exitCodes, Failure } from './failure.ts';
import { readIfThere, readJson, writeWhole } from './files.ts';
import type { Places } from './paths.ts';

export const issuerName = 'http://localhost/rapport-dev';
export const audience = 'rapport';
export const roles = [
  'specialist',
  'supervisor',
  'manager',
  'analyst',
  'service',
  'privacyOfficer',
  'administrator',
] as const;
export type Role = (typeof roles)[number];

const A_YEAR = 365 * 86_400;

export interface Issuer {
  name: string;
  audience: string;
  /** The public keys as a file:// URL. */
  jwks: string;
  /** Path of the private key (JWK). */
  key: string;
  /** Path of the token by which services ask each other. */
  serviceToken: string;
  /** Path of the secret that links to surveys are sealed with. */
  linkKeys: string;
}

export function issuerOf(places: Places): Issuer {
  return {
    name: issuerName,
    audience,
    jwks: pathToFileURL(join(places.issuer, 'jwks.json')).href,
    key: join(places.issuer, 'private.jwk.json'),
    serviceToken: join(places.issuer, 'service.token'),
    linkKeys: join(places.issuer, 'links.key'),
  };
}

/** The development issuer's key pair, made once: the private half is written last, so that it never stands alone. */
export async function ensureIssuer(places: Places): Promise<Issuer> {
  const issuer = issuerOf(places);
  if ((await readIfThere(issuer.linkKeys)) === undefined) {
    await writeWhole(issuer.linkKeys, `${randomBytes(32).toString('base64url')}\n`, 0o600);
  }
  if ((await readIfThere(issuer.key)) !== undefined) return issuer;
  const pair = await generateKeyPair('ES256', { extractable: true });
  const secret = await exportJWK(pair.privateKey);
  const open = await exportJWK(pair.publicKey);
  const kid = await calculateJwkThumbprint(open);
  const common = { kid, alg: 'ES256', use: 'sig' };
  await writeWhole(join(places.issuer, 'jwks.json'), `${JSON.stringify({ keys: [{ ...open, ...common }] })}\n`);
  await writeWhole(issuer.key, `${JSON.stringify({ ...secret, ...common })}\n`, 0o600);
  return issuer;
}

export interface TokenRequest {
  role: Role;
  /** More roles of the same person. */
  also?: readonly Role[];
  name?: string;
  /** Seconds; default a day. */
  lifetime?: number;
}

/** A bearer token of the development issuer. */
export async function signToken(issuer: Issuer, request: TokenRequest): Promise<string> {
  const key = await readJson(issuer.key);
  if (!isJwk(key)) {
    throw new Failure('the local issuer has no key yet', exitCodes.unavailable, './rapport up makes one');
  }
  const name = request.name ?? request.role;
  return new SignJWT({ name, roles: [request.role, ...(request.also ?? [])] })
    .setProtectedHeader({ alg: 'ES256', typ: 'JWT', ...(key.kid === undefined ? {} : { kid: key.kid }) })
    .setIssuer(issuer.name)
    .setAudience(issuer.audience)
    .setSubject(`${request.role}:${name.toLowerCase().replaceAll(/\s+/g, '-')}`)
    .setIssuedAt()
    .setExpirationTime(Math.floor(Date.now() / 1000) + (request.lifetime ?? 86_400))
    .sign(await importJWK(key, 'ES256'));
}

/** Replaces the token of the services by one for a year. Those that run take it up: they read it at each use. */
export async function renewServiceToken(issuer: Issuer): Promise<void> {
  const token = await signToken(issuer, { role: 'service', name: 'peer', lifetime: A_YEAR });
  await writeWhole(issuer.serviceToken, `${token}\n`, 0o600);
}

const isJwk = (value: unknown): value is JWK => typeof value === 'object' && value !== null && 'kty' in value;
