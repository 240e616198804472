import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { testStack } from '@rapport/testing';
import { randomUUID } from 'node:crypto';
import { SignJWT } from 'jose';
import { signToken } from '../issuer.ts';
import { placesOf } from '../paths.ts';
import { serviceNames } from '../ports.ts';
import type { Connections } from '../stack/connections.ts';
import { errorsIn, logOf, type LogPart } from '../test/error-lines.ts';
import { exchange, type Answer, type Sending } from './exchange.fixture.ts';

const contact = {
  customerId: '0192f0c1-7d5e-7a3b-8c4d-1e2f3a4b5c6d',
  channel: 'phone',
  direction: 'inbound',
  phase: 'afterSale',
  type: 'support',
};
const valid = JSON.stringify(contact);
const withField = (field: string): string => `${valid.slice(0, -1)},${field}}`;
const json = { 'content-type': 'application/json' };
const coded = (key: unknown): string => Buffer.from(JSON.stringify(key)).toString('base64url');
const unknown = '00000000-0000-7000-8000-000000000000';
const contacts = 'interactions/v1/interactions';

/** What no generator makes from a schema, sent to the front door: refused with the reason, and nobody is the worse for it. */
describe('bad input', () => {
  let stack: Connections & { dir: string };
  let logs: LogPart[] = [];
  let token = '';
  let customerId = '';

  const ask = (path: string, sending: Sending = {}): Promise<Answer> =>
    exchange(`${stack.services.gateway}/api/${path}`, {
      ...sending,
      headers: { authorization: `Bearer ${token}`, ...sending.headers },
    });
  const post = (path: string, body: string | Buffer, headers: Record<string, string> = {}): Promise<Answer> =>
    ask(path, { method: 'POST', body, headers: { ...json, ...headers } });
  const refused = (answer: Answer, status: number, slug: string, why: string | RegExp): void => {
    expect(answer).toMatchObject({ status, body: { type: `/problems/${slug}`, status } });
    expect(answer.headers['content-type']).toContain('application/problem+json');
    expect(answer.body['detail']).toMatch(why);
  };

  beforeAll(async () => {
    stack = await testStack();
    token = await signToken(stack.issuer, { role: 'manager', also: ['service', 'analyst'] });
    logs = await Promise.all(serviceNames.map(service => logOf(placesOf(stack.dir), service)));
    const made = await post('profile/v1/customers', '{"partyType":"individual","identifiers":[]}');
    customerId = String(made.body['customerId']);
  });

  afterAll(async () => {
    for (const service of serviceNames) {
      expect(await exchange(`${stack.services[service]}/livez`)).toMatchObject({ status: 200 });
    }
    expect((await Promise.all(logs.map(errorsIn))).flat()).toEqual([]);
  });

  it.each<[string, string | Buffer, string | RegExp]>([
    ['nothing', '', 'must be an object'],
    ['null', 'null', 'must be an object'],
    ['a list', `[${valid}]`, 'must be an object'],
    ['half a document', valid.slice(0, -1), 'is not JSON'],
    ['two documents', valid + valid, 'is not JSON'],
    ['a deep document', withField(`"notes":${'['.repeat(100_000)}${']'.repeat(100_000)}`), '/notes'],
    ['deep unknown objects', withField(`"deep":${'{"a":'.repeat(50_000)}1${'}'.repeat(50_000)}`), '/deep is not known'],
    ['a key twice', withField('"channel":"web"'), '/channel is there twice'],
    ['a key twice, once escaped', withField('"\\u0063hannel":"web"'), '/channel is there twice'],
    ['letters that are not UTF-8', Buffer.from(withField('"team":"Jos\xe9"'), 'latin1'), 'is not UTF-8'],
    ['UTF-16', Buffer.from(valid, 'utf16le'), 'is not JSON'],
    ['a mark of byte order', `\ufeff${valid}`, 'is not JSON'],
    ['an escaped NUL', withField('"source":"a\\u0000"'), '/source holds a character that cannot be stored'],
    ['a NUL as it is', withField('"source":"a\u0000"'), 'is not JSON'],
    ['half a surrogate pair', withField('"source":"\\ud800"'), '/source holds a character that cannot be stored'],
    ['a number beyond all', withField('"handOvers":1e999'), '/handOvers must be'],
    ['a number beyond exactness', withField('"waitedSeconds":9007199254740993'), '/waitedSeconds must be'],
    ['a fraction', withField('"handOvers":0.5'), '/handOvers must be a whole number'],
    ['a key that reaches the prototype', withField('"__proto__":{"admin":true}'), 'a key that is not allowed'],
    ['a constructor', withField('"constructor":{"prototype":{}}'), 'a key that is not allowed'],
    ['a day that there is not', withField('"occurredAt":"2023-02-29T10:00:00Z"'), '/occurredAt is not a time'],
    ['an hour that there is not', withField('"startedAt":"2023-02-20T10:00:00+23:59"'), '/startedAt is not a time'],
  ])('with %s as a body is a 400', async (_what, body, why) => {
    refused(await post(contacts, body), 400, 'form', why);
  });

  it('of another type, coding or letters is a 415', async () => {
    const slug = 'unsupported-media-type';
    const typed = (type: string): Promise<Answer> => post(contacts, valid, { 'content-type': type });
    refused(await typed('text/xml'), 415, slug, 'application/json');
    refused(await typed('multipart/form-data; boundary=x'), 415, slug, 'application/json');
    refused(await typed('application/json; charset=utf-16'), 415, slug, 'UTF-8');
    refused(await ask(contacts, { method: 'POST', body: valid }), 415, slug, 'application/json');
    refused(await post(contacts, 'junk', { 'content-encoding': 'gzip' }), 415, slug, 'Content-Encoding');
  });

  it('of ten megabytes is a 413, announced or not', async () => {
    const headers = { ...json, 'content-length': '10000000' };
    const announced = await ask(contacts, { method: 'POST', headers, body: valid });
    refused(announced, 413, 'too-large', '1 MiB');
    const endless = await ask(contacts, { method: 'POST', headers: json, pieces: 160, body: 'x'.repeat(65_536) });
    refused(endless, 413, 'too-large', '1 MiB');
  });

  it('from the future, or under a key that was used for something else, is a 422', async () => {
    refused(await post(contacts, withField('"occurredAt":"2199-01-01T00:00:00Z"')), 422, 'occurred-in-future', 'ahead');
    const key = { 'idempotency-key': randomUUID() };
    expect((await post(contacts, valid, key)).status).toBe(201);
    refused(await post(contacts, withField('"team":"blue"'), key), 422, 'key-reused', /./);
  });

  it.each<[string, Record<string, string>, string]>([
    ['an empty Idempotency-Key', { 'idempotency-key': '' }, '/Idempotency-Key'],
    ['an Idempotency-Key of two words', { 'idempotency-key': 'a b' }, '/Idempotency-Key'],
    ['a long Idempotency-Key', { 'idempotency-key': 'x'.repeat(201) }, '/Idempotency-Key'],
    ['an Idempotency-Key that is not ASCII', { 'idempotency-key': '\xe9' }, '/Idempotency-Key'],
    ['an If-Match without quotes', { 'if-match': '1' }, '/If-Match'],
    ['a weak If-Match', { 'if-match': 'W/"1"' }, '/If-Match'],
    ['an If-Match beyond all versions', { 'if-match': '"99999999999999999999"' }, '/If-Match'],
  ])('with %s is a 400', async (_what, headers, pointer) => {
    const answer = await post(contacts, valid, headers);
    refused(answer, 400, 'form', pointer);
    expect(answer.body['errors']).toMatchObject([{ pointer }]);
  });

  it('at another version than was known is a 412', async () => {
    const body = '{"name":"Li Wei"}';
    const headers = { ...json, 'if-match': '"7"' };
    const answer = await ask(`profile/v1/customers/${customerId}`, { method: 'PATCH', body, headers });
    refused(answer, 412, 'precondition-failed', /./);
  });

  it.each(['x', 'profile=', `nobody=${unknown}:1`, `profile=${unknown}:99999999999999999999`, ','])(
    'with Rapport-After %s is a 400',
    async header => {
      refused(
        await ask('profile/v1/customers', { headers: { 'rapport-after': header } }),
        400,
        'form',
        'Rapport-After',
      );
    },
  );

  it.each<[string, (id: string) => string, Record<string, string>]>([
    ['customers', () => 'profile/v1/customers', { time: 'seenAt', id: 'customerId' }],
    ['a timeline', id => `profile/v1/customers/${id}/timeline`, { time: 'occurredAt', id: 'eventId' }],
    ['interactions', id => `${contacts}?customer=${id}`, { time: 'occurredAt', id: 'interactionId' }],
    ['complaints', () => 'complaints/v1/complaints', { time: 'openedAt', id: 'complaintId', dueAt: 'dueAt' }],
    ['entries', id => `loyalty/v1/members/${id}/entries`, { time: 'occurredAt', id: 'entryId' }],
  ])('with a forged cursor for a list of %s is a 400', async (_what, list, { time = '', id = '', dueAt }) => {
    const path = list(customerId);
    const key = (at: string, more = {}): string =>
      coded({ [time]: at, [id]: unknown, ...(dueAt !== undefined && { [dueAt]: at }), ...more });
    const good = key('2024-02-20T10:00:00.000Z');
    const forged = ['junk', '%00', coded(null), key('2023-02-30T10:00:00Z'), key('2024-02-20T10:00:00+23:59')];
    const page = (cursor: string): Promise<Answer> =>
      ask(`${path}${path.includes('?') ? '&' : '?'}limit=2&cursor=${cursor}`);
    expect((await page(good)).status).toBeLessThan(300);
    for (const cursor of [...forged, key("'; drop table x"), good.slice(1), good.slice(0, -9)]) {
      refused(await page(cursor), 400, 'form', '/cursor');
    }
  });

  it.each<[string, string]>([
    ['limit=0', '/limit'],
    ['limit=1e3', '/limit'],
    ['limit=1&limit=2', '/limit'],
    ['limit[]=1', 'is not known here'],
    ['query=%00', '/query'],
    ['query=%ff', 'is not UTF-8'],
    [`query=${'x'.repeat(201)}`, '/query'],
    ['__proto__=1', 'a key that is not allowed'],
  ])('with the query %s is a 400', async (query, why) => {
    refused(await ask(`profile/v1/customers?${query}`), 400, 'form', why);
  });

  it.each<[string, number, string]>([
    ['profile/v1/customers/7', 400, 'form'],
    ['profile/v1/customers/%zz', 400, 'form'],
    ['profile/v1/customers/%00', 400, 'form'],
    [`profile/v1/customers/${'x'.repeat(5_000)}`, 400, 'form'],
    [`profile/v1/customers/${unknown}`, 404, 'customer-unknown'],
    [`profile/v1/customers/${unknown}/view`, 404, 'customer-unknown'],
    [`${contacts}/${unknown}`, 404, 'not-found'],
    [`complaints/v1/complaints/${unknown}`, 404, 'complaint-unknown'],
    [`loyalty/v1/members/${unknown}`, 404, 'not-a-member'],
    ['profile/v1/nothing', 404, 'not-found'],
    ['nobody/v1/customers', 404, 'not-found'],
    ['profile/v1/../metrics', 404, 'not-found'],
    ['live?customer=7', 400, 'form'],
  ])('at %s is a %i', async (path, status, slug) => {
    refused(await ask(path), status, slug, /./);
  });

  it('that is larger than a head may be is a 431', async () => {
    refused(await ask(`profile/v1/customers?query=${'x'.repeat(20_000)}`), 431, 'headers-too-large', '16 KiB');
    const headers = { 'x-large': 'x'.repeat(20_000) };
    refused(await ask('profile/v1/customers', { headers }), 431, 'headers-too-large', '16 KiB');
  });

  it('by a method that an address does not take is a 405', async () => {
    const put = await ask('profile/v1/customers', { method: 'PUT', body: '{}', headers: json });
    refused(put, 405, 'method-not-allowed', 'GET, HEAD, POST');
    expect(put.headers['allow']).toBe('GET, HEAD, POST');
  });

  it('with a place in the stream that is none is a 400', async () => {
    refused(await ask('live', { headers: { 'last-event-id': 'x' } }), 400, 'form', '/Last-Event-ID');
  });

  it('under a token that is not one is a 401', async () => {
    const claims = { iss: stack.issuer.name, aud: stack.issuer.audience, sub: 'x', roles: ['manager'] };
    const forged = new SignJWT({ ...claims, exp: 9_999_999_999 }).setProtectedHeader({ alg: 'HS256', typ: 'JWT' });
    const bare = `${Buffer.from('{"alg":"none"}').toString('base64url')}.${coded(claims)}.`;
    const tokens = [
      '',
      'x',
      'a.b.c',
      bare,
      await forged.sign(Buffer.alloc(32, 'k')),
      await signToken(stack.issuer, { role: 'manager', lifetime: -60 }),
      await signToken({ ...stack.issuer, audience: 'others' }, { role: 'manager' }),
      await signToken({ ...stack.issuer, name: 'http://elsewhere' }, { role: 'manager' }),
      `${token.slice(0, -6)}AAAAAA`,
      'x'.repeat(9_000),
    ];
    for (const each of tokens) {
      const answer = await ask('profile/v1/customers', { headers: { authorization: `Bearer ${each}` } });
      refused(answer, 401, 'unauthenticated', /./);
      expect(answer.headers['www-authenticate']).toContain('Bearer');
    }
  });
});
