import { hash } from 'node:crypto';
import { jwtVerify, type JWTPayload, type JWTVerifyGetKey } from 'jose';
import { isRole, type Role } from './allow.ts';
import { principalId } from './ids.ts';
import { Problem } from './problem.ts';

/** Who is asking. `id` is made of issuer and subject; `name` is for the screen only and never goes into an event. */
export interface Principal {
  readonly id: string;
  readonly name: string;
  /** As the issuer knows them; perhaps made of a name, so that it goes into no event. */
  readonly subject: string;
  readonly roles: readonly Role[];
  readonly teams: readonly string[];
}

export interface TokenSettings {
  readonly issuer: string;
  readonly audience: string;
  readonly key: JWTVerifyGetKey;
}

const ALGORITHMS = ['ES256', 'RS256', 'EdDSA'];
const TYPES = new Set(['jwt', 'at+jwt', 'application/at+jwt']);
const CACHED = 10_000;
const TOLERANCE_S = 5;

const refused = (why: string): Problem =>
  new Problem('unauthenticated', why, { headers: { 'www-authenticate': 'Bearer error="invalid_token"' } });

export interface TokenVerifier {
  /** At once where the token is remembered. Throws the 401 problem otherwise, or 503 where there are no keys. */
  verify(token: string): Principal | Promise<Principal>;
  forget(): void;
}

/** Checks bearer tokens, and remembers the good ones by their hash until they expire. */
export function tokenVerifier(settings: TokenSettings): TokenVerifier {
  const remembered = new Map<string, { readonly principal: Principal; readonly until: number }>();

  function remember(key: string, principal: Principal, until: number): void {
    const oldest = remembered.size >= CACHED ? remembered.keys().next() : undefined;
    if (oldest?.done === false) remembered.delete(oldest.value);
    remembered.set(key, { principal, until });
  }

  async function check(token: string, key: string): Promise<Principal> {
    const payload = await verified(token, settings);
    const principal = principalOf(payload, settings.issuer);
    remember(key, principal, (payload.exp ?? 0) * 1000);
    return principal;
  }

  return {
    forget: () => remembered.clear(),
    verify(token) {
      if (token.length > 8192) throw refused('The token is too long.');
      const key = hash('sha256', token, 'base64');
      const known = remembered.get(key);
      if (known === undefined) return check(token, key);
      remembered.delete(key);
      if (known.until <= Date.now()) return check(token, key);
      remembered.set(key, known);
      return known.principal;
    },
  };
}

async function verified(token: string, { issuer, audience, key }: TokenSettings): Promise<JWTPayload> {
  try {
    const { payload, protectedHeader } = await jwtVerify(token, key, {
      algorithms: ALGORITHMS,
      issuer,
      audience,
      clockTolerance: TOLERANCE_S,
      requiredClaims: ['exp', 'sub'],
    });
    const { typ = '', jku, x5u, jwk } = protectedHeader;
    if (!TYPES.has(typ.toLowerCase())) throw refused('The token is not an access token.');
    if (jku !== undefined || x5u !== undefined || jwk !== undefined) throw refused('The token brings its own key.');
    return payload;
  } catch (error) {
    if (error instanceof Problem) throw error;
    // jose's messages name the rule that failed and never the token.
    throw refused(`The token is not valid: ${error instanceof Error ? error.message : 'it cannot be read'}.`);
  }
}

const texts = (claim: unknown): string[] =>
  Array.isArray(claim) ? claim.filter((item): item is string => typeof item === 'string') : [];

function principalOf(payload: JWTPayload, issuer: string): Principal {
  const { sub, name, roles, teams } = payload;
  if (sub === undefined || sub === '') throw refused('The token names nobody.');
  return Object.freeze({
    id: principalId(issuer, sub),
    name: typeof name === 'string' ? name : sub,
    subject: sub,
    roles: texts(roles).filter(isRole),
    teams: texts(teams),
  });
}
