import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { bearer, startNotes, type Answer, type Notes } from './notes.fixture.ts';

let notes: Notes;
beforeAll(async () => {
  notes = await startNotes();
});
afterAll(() => notes.close());

describe('a body', () => {
  it('that fits its schema reaches the handler, and the answer tells the sequence and the version', async () => {
    const { status, headers, body } = await notes.post(
      '{"text":"hello","stars":5,"occurredAt":"2024-02-29T10:00:00+02:00"}',
    );
    expect(status).toBe(201);
    expect(headers).toMatchObject({ 'rapport-sequence': 'notes=s:1', etag: '"1"' });
    expect(body).toMatchObject({
      note: { text: 'hello', stars: 5 },
      context: { subject: 's', occurredAt: '2024-02-29T08:00:00.000Z' },
    });
  });

  it.each([
    ['a missing property', '{"text":"a"}', '/stars', 'is missing'],
    ['a wrong type', '{"text":1,"stars":5}', '/text', 'must be text'],
    ['a number as text', '{"text":"a","stars":"5"}', '/stars', 'must be a whole number'],
    ['a number out of range', '{"text":"a","stars":6}', '/stars', 'must be 5 or less'],
    ['an unknown property', '{"text":"a","stars":5,"a/b":1}', '/a~1b', 'is not known here'],
    ['a list', '[]', '', 'must be an object'],
    ['nothing', '', '', 'must be an object'],
    ['a null character', '{"text":"a\\u0000","stars":5}', '/text', 'holds a character that cannot be stored'],
    ['half a surrogate pair', '{"text":"\\ud800","stars":5}', '/text', 'holds a character that cannot be stored'],
    [
      'an offset that no place on earth has',
      '{"text":"a","stars":5,"occurredAt":"2023-02-20T10:00:00+23:59"}',
      '/occurredAt',
      'is not a time of our calendar since 1900',
    ],
    [
      'a day that is not in the calendar',
      '{"text":"a","stars":5,"occurredAt":"2023-02-29T10:00:00Z"}',
      '/occurredAt',
      'is not a time of our calendar since 1900',
    ],
  ])('with %s is a 400 that points to it', async (_name, body, pointer, message) => {
    const answer = await notes.post(body);
    expect(answer.status).toBe(400);
    expect(answer.headers['content-type']).toMatch('application/problem+json');
    expect(answer.body).toMatchObject({
      type: '/problems/form',
      status: 400,
      instance: '/v1/notes',
      errors: [{ pointer, message }],
    });
    expect(answer.body['traceId']).toMatch(/^[0-9a-f]{32}$/);
  });

  it.each([
    ['is not JSON', '{"text":"quite secret', 'The body is not JSON: Unterminated string at position 21'],
    ['has a key that reaches a prototype', '{"__proto__":{"a":1}}', 'a key that is not allowed'],
    ['has a constructor with a prototype', '{"constructor":{"prototype":1}}', 'a key that is not allowed'],
    ['has a key twice', '{"text":"secret","stars":5,"text":"b"}', '/text is there twice'],
    ['is not UTF-8', Buffer.from([0x22, 0xff, 0x22]), 'The body is not UTF-8.'],
  ])('that %s is a 400 that says so and quotes nothing', async (_name, body, detail) => {
    const answer = await notes.post(body);
    expect(answer.status).toBe(400);
    expect(answer.body['detail']).toMatch(detail);
    expect(JSON.stringify(answer.body)).not.toContain('secret');
  });

  it('over a mebibyte is a 413, of another type a 415', async () => {
    expect(await notes.post(JSON.stringify({ text: 'x'.repeat(1024 * 1024) }))).toMatchObject({
      status: 413,
      body: { type: '/problems/too-large' },
    });
    expect(await notes.post('a=1', { 'content-type': 'application/x-www-form-urlencoded' })).toMatchObject({
      status: 415,
    });
    expect(await notes.post('a', { 'content-type': 'text/plain' })).toMatchObject({
      status: 415,
      body: { type: '/problems/unsupported-media-type' },
    });
  });

  it('that is compressed, or in other letters than UTF-8, is a 415', async () => {
    const body = '{"text":"a","stars":5}';
    expect(await notes.post(body, { 'content-encoding': 'gzip' })).toMatchObject({ status: 415 });
    expect(await notes.post(body, { 'content-type': 'application/json; charset="utf-16"' })).toMatchObject({
      status: 415,
      body: { detail: 'Send the body in UTF-8.' },
    });
    expect(await notes.post(body, { 'content-type': 'application/json;charset=UTF-8' })).toMatchObject({ status: 201 });
  });

  it('from the future is refused by rule', async () => {
    const soon = new Date(Date.now() + 6 * 60_000).toISOString();
    expect(await notes.post(JSON.stringify({ text: 'a', stars: 1, occurredAt: soon }))).toMatchObject({
      status: 422,
      body: { type: '/problems/occurred-in-future' },
    });
  });
});

describe('a query string', () => {
  const list = async (query: string): Promise<Answer> =>
    notes.ask('GET', `/v1/notes${query}`, { headers: await bearer() });

  it('is converted and filled in', async () => {
    expect((await list('')).body).toEqual({ limit: 50 });
    expect((await list('?limit=7&open=true&cursor=x')).body).toEqual({ limit: 7, open: true, cursor: 'x' });
  });

  it.each([
    ['limit=many', '/limit', 'must be a whole number'],
    ['limit=201', '/limit', 'must be 200 or less'],
    ['limit=1&limit=2', '/limit', 'must be a whole number'],
    ['open=yes', '/open', 'must be true or false'],
    ['cursor=%00', '/cursor', 'holds a character that cannot be stored'],
    ['cursor=%ff', '', 'is not UTF-8 after its % signs'],
    ['cursor=%', '', 'is not UTF-8 after its % signs'],
    ['other=1', '/other', 'is not known here'],
    ['__proto__=1', '', 'has a key that is not allowed'],
  ])('%s is a 400', async (query, pointer, message) => {
    expect(await list(`?${query}`)).toMatchObject({ status: 400, body: { errors: [{ pointer, message }] } });
  });
});

describe('a path', () => {
  it('with a malformed id is a 400, an unknown one a 404, one that is no URL a 400', async () => {
    const headers = await bearer({ claims: { roles: ['manager'] } });
    expect(await notes.ask('GET', '/v1/notes/7', { headers })).toMatchObject({
      status: 400,
      body: { errors: [{ pointer: '/id' }] },
    });
    expect(await notes.ask('GET', '/v1/nothing')).toMatchObject({ status: 404, body: { type: '/problems/not-found' } });
    expect(await notes.ask('GET', '/v1/notes/%zz')).toMatchObject({ status: 400, body: { type: '/problems/form' } });
    expect(await notes.ask('GET', `/v1/fail/${'x'.repeat(200)}`)).toMatchObject({ status: 400 });
  });
});

describe('a method', () => {
  it.each([
    ['/v1/notes', 'GET, HEAD, POST'],
    ['/v1/notes/7?x=1', 'GET, HEAD'],
    ['/v1/notes:batch', 'POST'],
  ])('that %s does not take is a 405 that says what it takes', async (url, allow) => {
    const answer = await notes.ask('DELETE', url, { headers: await bearer() });
    expect(answer).toMatchObject({ status: 405, body: { type: '/problems/method-not-allowed' }, headers: { allow } });
  });

  it('on an address that there is not is a 404', async () => {
    expect(await notes.ask('DELETE', '/v1/nothing')).toMatchObject({ status: 404 });
    expect(await notes.ask('DELETE', '/v1/notes/7/8')).toMatchObject({ status: 404 });
  });
});
