import { describe, expect, it } from '@jest/globals';
import type { Accepted } from '@rapport/messaging';
import fastify from 'fastify';
import { caughtUp } from './caught-up.ts';
import { answered, created } from './create.ts';

const accepted = (repeated: boolean): Accepted<object> => ({
  id: 'n1',
  stream: 'note-n1',
  subject: 's',
  version: 2,
  sequence: 7,
  state: {},
  repeated,
  token: 'notes=s:7',
});

describe('what was created', () => {
  it.each([
    [false, 201],
    [true, 200],
  ])('(before: %s) is answered by %i, and where its stream now is', async (repeated, status) => {
    const server = fastify();
    server.post('/', (_request, reply) => {
      void reply.status(201);
      return { id: created(reply, accepted(repeated)).id };
    });
    const { statusCode, headers, body } = await server.inject({ method: 'POST', url: '/' });
    expect([statusCode, body]).toEqual([status, '{"id":"n1"}']);
    expect(headers).toMatchObject({ 'rapport-sequence': 'notes=s:7', etag: '"2"' });
  });
});

describe('what was done', () => {
  it('is told with its number and where its stream now is', async () => {
    const server = fastify();
    server.put('/', (_request, reply) => answered(reply, accepted(true), { noteId: 'n1' }));
    const { statusCode, headers, body } = await server.inject({ method: 'PUT', url: '/' });
    expect([statusCode, body]).toEqual([200, '{"noteId":"n1","sequence":7}']);
    expect(headers).toMatchObject({ 'rapport-sequence': 'notes=s:7', etag: '"2"' });
  });
});

describe('a list', () => {
  it.each([
    [{}, []],
    [{ 'rapport-after': '' }, []],
    [{ 'rapport-after': 'notes=s:7' }, ['notes=s:7']],
  ])('asked with %j waits for %j', async (headers, expected) => {
    const waited: string[] = [];
    const server = fastify();
    server.get('/', async request => {
      await caughtUp({ after: async header => void waited.push(header) }, request);
      return {};
    });
    expect((await server.inject({ method: 'GET', url: '/', headers })).statusCode).toBe(200);
    expect(waited).toEqual(expected);
  });
});
