import { readFile } from 'node:fs/promises';
import { createLocalJWKSet, errors, type JSONWebKeySet, type JWTVerifyGetKey } from 'jose';
import Type from 'typebox';
import { compile } from './check.ts';
import { Problem } from './problem.ts';

const KeySetDocument = compile(Type.Object({ keys: Type.Array(Type.Object({ kty: Type.String() })) }));

const COOLDOWN_MS = 30_000;
const REFRESH_MS = 300_000;
const TIMEOUT_MS = 5_000;

/** The issuer's public keys. `changed` is called when they differ from before, so that what they vouched for is asked again. */
export interface KeySet {
  readonly key: JWTVerifyGetKey;
  close(): void;
}

/**
 * Reads the key set at an http(s):// or file:// URL when first needed and then every five minutes. While it can't be
 * read the last one serves. An unknown key id makes it read again, at most once in 30 seconds.
 */
export function keySet(
  url: string,
  changed: () => void,
  read: (url: string) => Promise<JSONWebKeySet> = readKeys,
): KeySet {
  let keys: JWTVerifyGetKey | undefined;
  let known = '';
  let attempted = -Infinity;
  let reading: Promise<void> | undefined;

  async function load(): Promise<void> {
    attempted = performance.now();
    const document = await read(url);
    const text = JSON.stringify(document);
    if (text === known) return;
    keys = createLocalJWKSet(document);
    known = text;
    changed();
  }
  // One reader at a time; a failure is not remembered as an answer.
  const refresh = (): Promise<void> => (reading ??= load().finally(() => (reading = undefined)));
  const mayRead = (): boolean => reading !== undefined || performance.now() - attempted > (keys ? COOLDOWN_MS : 1_000);
  const timer = setInterval(() => void refresh().catch(() => undefined), REFRESH_MS).unref();

  return {
    close: () => clearInterval(timer),
    async key(header, token) {
      if (!keys && mayRead()) await refresh().catch(() => undefined);
      if (!keys)
        throw new Problem('unavailable', 'The keys to check a sign-in with cannot be read.', {
          headers: { 'retry-after': '2' },
        });
      try {
        return await keys(header, token);
      } catch (error) {
        if (!(error instanceof errors.JWKSNoMatchingKey) || !mayRead()) throw error;
        await refresh().catch(() => undefined);
        return keys(header, token);
      }
    },
  };
}

async function readKeys(url: string): Promise<JSONWebKeySet> {
  const document: unknown = JSON.parse(await text(url));
  if (!KeySetDocument.accepts(document)) throw new Error('not a JSON Web Key Set');
  return document;
}

async function text(url: string): Promise<string> {
  if (url.startsWith('file:')) return readFile(new URL(url), 'utf8');
  const response = await fetch(url, { redirect: 'error', signal: AbortSignal.timeout(TIMEOUT_MS) });
  if (!response.ok) throw new Error(`the key set answers ${response.status}`);
  return response.text();
}
