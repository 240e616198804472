import { readFileSync } from 'node:fs';
import type { Role } from '@rapport/service-kit';
import { importJWK, SignJWT, type JWK } from 'jose';
import Type from 'typebox';
import { Compile } from 'typebox/compile';
import type { GatewayConfig } from './config.ts';

const LIFETIME_S = 12 * 3600;

const text = Type.String({ minLength: 1 });
const PrivateKey = Type.Object({
  kty: Type.Literal('EC'),
  crv: Type.Literal('P-256'),
  x: text,
  y: text,
  d: text,
  kid: Type.Optional(text),
});
const privateKey = Compile(PrivateKey);

export interface SignedIn {
  readonly token: string;
  readonly expiresAt: string;
}

/** Signs tokens for anybody who asks: the identity provider of a development machine. */
export interface DevelopmentIssuer {
  sign(name: string, role: Role): Promise<SignedIn>;
  readonly jwks: { readonly keys: readonly JWK[] };
}

/** Reads the issuer's private JWK. Throws when there is none that can sign ES256. */
export function developmentIssuer(
  path: string,
  { AUTH_ISSUER, AUTH_AUDIENCE }: Pick<GatewayConfig, 'AUTH_ISSUER' | 'AUTH_AUDIENCE'>,
): DevelopmentIssuer {
  const key: unknown = JSON.parse(readFileSync(path, 'utf8'));
  if (!privateKey.Check(key)) throw new Error(`DEV_ISSUER_KEY: ${path} is not a private JWK of ES256`);
  const { kty, crv, x, y, kid } = key;
  const named = kid === undefined ? {} : { kid };
  return {
    jwks: { keys: [{ kty, crv, x, y, ...named, alg: 'ES256', use: 'sig' }] },
    async sign(name, role) {
      const until = Math.floor(Date.now() / 1000) + LIFETIME_S;
      const token = await new SignJWT({ name, roles: [role] })
        .setProtectedHeader({ alg: 'ES256', typ: 'JWT', ...named })
        .setIssuer(AUTH_ISSUER)
        .setAudience(AUTH_AUDIENCE)
        .setSubject(`${role}:${name.toLowerCase().replaceAll(/\s+/g, '-')}`)
        .setIssuedAt()
        .setExpirationTime(until)
        .sign(await importJWK(key, 'ES256'));
      return { token, expiresAt: new Date(until * 1000).toISOString() };
    },
  };
}
