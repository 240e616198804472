import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { generateKeyPair } from 'jose';
import { bearer, jwk, now, token, startNotes, type Notes } from './notes.fixture.ts';

let notes: Notes;
beforeAll(async () => {
  notes = await startNotes();
});
afterAll(() => notes.close());

describe('a caller', () => {
  it('with a good token and role is known by an id that names nobody', async () => {
    const answer = await notes.ask('GET', '/v1/notes/0192f0c1-7d5e-7a3b-8c4d-1e2f3a4b5c6d', {
      headers: await bearer({ claims: { roles: ['manager'] } }),
    });
    const id: unknown = expect.stringMatching(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
    expect(answer).toMatchObject({ status: 200, body: { actor: { id, name: 'Ana', roles: ['manager'] } } });
  });

  it('without a token, or with another role, is turned away', async () => {
    expect(await notes.ask('GET', '/v1/notes')).toMatchObject({
      status: 401,
      headers: { 'www-authenticate': 'Bearer' },
    });
    expect(
      await notes.ask('GET', '/v1/notes', { headers: await bearer({ claims: { roles: ['analyst'] } }) }),
    ).toMatchObject({
      status: 403,
      body: { type: '/problems/forbidden' },
    });
  });

  it('keeps its trace', async () => {
    const traceparent = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';
    const answer = await notes.post('{"text":"a","stars":1}', { traceparent });
    expect(answer.headers['traceparent']).toMatch(/^00-0af7651916cd43dd8448eb211c80319c-/);
    expect(answer.body['context']).toMatchObject({ traceparent: answer.headers['traceparent'] });
  });

  it('gets the same hash for the same key and body', async () => {
    const key = async (stars: number): Promise<unknown> =>
      (await notes.post(JSON.stringify({ text: 'a', stars }), { 'idempotency-key': 'k' })).body['context'];
    expect(await key(1)).toEqual({ ...Object(await key(1)), traceparent: expect.anything() });
    expect(Object(await key(1)).key.bodyHash).not.toBe(Object(await key(2)).key.bodyHash);
    expect(await notes.post('{"text":"a","stars":1}', { 'idempotency-key': 'a b' })).toMatchObject({ status: 400 });
  });
});

describe('a forged token', () => {
  const parts = async (header: object): Promise<string> => {
    const encoded = Buffer.from(JSON.stringify(header)).toString('base64url');
    return `${encoded}.${(await token()).split('.')[1]}.`;
  };
  const forgeries: readonly [string, () => Promise<string>][] = [
    ['of no algorithm', () => parts({ alg: 'none', typ: 'at+jwt' })],
    [
      'signed with the public key as a secret',
      () => token({ header: { alg: 'HS256' }, key: new TextEncoder().encode(JSON.stringify(jwk)) }),
    ],
    ['of another issuer', () => token({ claims: { iss: 'https://evil.example' } })],
    ['for another audience', () => token({ claims: { aud: 'other' } })],
    ['that has expired', () => token({ claims: { exp: now - 10 } })],
    ['that never expires', () => token({ claims: { exp: undefined } })],
    ['that is not valid yet', () => token({ claims: { nbf: now + 60 } })],
    ['that names nobody', () => token({ claims: { sub: undefined } })],
    ['of another type', () => token({ header: { typ: 'id+jwt' } })],
    ['of an unknown key', () => token({ header: { kid: 'k2' } })],
    ['that brings the address of its keys', () => token({ header: { jku: 'https://evil.example/jwks' } })],
    ['that brings the address of its certificate', () => token({ header: { x5u: 'https://evil.example/x' } })],
    ['that brings its key', async () => token({ header: { jwk: { kty: 'EC' } } })],
    ['signed by another key', async () => token({ key: (await generateKeyPair('ES256')).privateKey })],
    ['that is cut', async () => (await token()).slice(0, -4)],
    ['that is too long', async () => 'a.'.repeat(5000)],
  ];

  it.each(forgeries)('%s is a 401', async (_name, make) => {
    const answer = await notes.ask('GET', '/v1/notes', { headers: { authorization: `Bearer ${await make()}` } });
    expect(answer).toMatchObject({ status: 401, body: { type: '/problems/unauthenticated' } });
    expect(answer.headers['www-authenticate']).toMatch(/^Bearer/);
  });
});
