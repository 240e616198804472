import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Controller, Get, Module } from '@nestjs/common';
import { createService } from './create-service.ts';
import { bearer, config, startNotes, type Notes } from './notes.fixture.ts';

let notes: Notes;
beforeAll(async () => {
  notes = await startNotes();
});
afterAll(() => notes.close());

describe('a service', () => {
  it('describes its routes, schemas and roles', async () => {
    const { body } = await notes.ask('GET', '/openapi.json');
    expect(body).toMatchObject({
      openapi: '3.1.1',
      paths: {
        '/v1/notes': {
          post: {
            'x-roles': ['specialist', 'service'],
            requestBody: { content: { 'application/json': { schema: { type: 'object' } } } },
          },
        },
        '/v1/notes:batch': { post: { responses: { 200: {} } } },
        '/v1/notes/{id}': { get: { parameters: [{ name: 'id', in: 'path' }] } },
        '/livez': { get: { security: [] } },
      },
    });
  });

  it('describes every error that a route may answer, as a problem document', async () => {
    const { body } = await notes.ask('GET', '/openapi.json');
    const refused = (status: number): object => ({ $ref: `#/components/responses/Problem${status}` });
    expect(body).toHaveProperty(['paths', '/v1/notes/{id}', 'get', 'responses'], {
      ...{ 200: expect.anything(), 400: refused(400), 401: refused(401), 403: refused(403), 404: refused(404) },
      410: refused(410),
      ...{ 500: refused(500), 503: refused(503) },
    });
    expect(body).toHaveProperty(['paths', '/v1/notes', 'post', 'responses', '422'], refused(422));
    expect(body).toHaveProperty(
      'components.responses.Problem413.content.application/problem+json.schema.allOf.1.properties',
      { type: { enum: ['/problems/too-large'] }, status: { const: 413 } },
    );
  });

  it('tells its health and its metrics', async () => {
    expect(await notes.ask('GET', '/livez')).toMatchObject({ status: 200 });
    expect(await notes.ask('GET', '/readyz')).toMatchObject({ status: 200, body: { reasons: [] } });
    expect(await notes.ask('GET', '/startupz')).toMatchObject({ status: 200 });
    const { payload } = await notes.app.inject({ url: '/metrics' });
    expect(payload).toContain('route="/startupz",status="200"');
  });

  it('does not start with a route that has no rule', async () => {
    @Controller('v1/open')
    class OpenController {
      @Get()
      read(): string {
        return 'open';
      }
    }
    @Module({ controllers: [OpenController] })
    class OpenModule {}
    const starting = createService({ name: 'open', module: OpenModule, config, readKeys: async () => ({ keys: [] }) });
    await expect(starting).rejects.toThrow('GET /v1/open (OpenController.read)');
  });

  it('refuses what comes while it stops, and is no longer ready', async () => {
    await notes.drain(100);
    expect(await notes.ask('GET', '/v1/notes', { headers: await bearer() })).toMatchObject({
      status: 503,
      body: { type: '/problems/unavailable' },
    });
    expect(await notes.ask('GET', '/readyz')).toMatchObject({ status: 503, body: { reasons: ['stopping'] } });
    expect(await notes.ask('GET', '/livez')).toMatchObject({ status: 200 });
  });
});
