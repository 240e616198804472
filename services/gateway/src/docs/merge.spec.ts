import { describe, expect, it } from '@jest/globals';
import { mergeDocuments } from './merge.ts';

const service = (schema: unknown) => ({
  paths: {
    '/v1/things': {
      get: { operationId: 'Things_list', responses: { 200: { $ref: '#/components/responses/Done' } } },
    },
    '/livez': { get: { operationId: 'Health_livez' } },
  },
  components: {
    schemas: { Thing: schema },
    responses: { Done: { content: { 'application/json': { schema: { $ref: '#/components/schemas/Thing' } } } } },
    securitySchemes: { bearer: { type: 'http', scheme: 'bearer' } },
  },
});

describe('merging documents', () => {
  it('shares components that are the same, and tells apart those that only have the same name', () => {
    const merged = mergeDocuments({ paths: { '/api/live': {}, '/readyz': {} } }, [
      { name: 'one', document: service({ type: 'string' }) },
      { name: 'two', document: service({ type: 'string' }) },
      { name: 'three', document: service({ type: 'number' }) },
      { name: 'four', document: undefined },
    ]);
    expect(merged['x-missing']).toEqual(['four']);
    expect(Object.keys(Object(merged['paths']))).toEqual([
      '/api/live',
      '/api/one/v1/things',
      '/api/two/v1/things',
      '/api/three/v1/things',
    ]);
    expect(merged['paths']).toMatchObject({
      '/api/two/v1/things': { get: { responses: { 200: { $ref: '#/components/responses/Done' } } } },
      '/api/three/v1/things': { get: { responses: { 200: { $ref: '#/components/responses/three.Done' } } } },
    });
    expect(merged['components']).toMatchObject({
      schemas: { Thing: { type: 'string' }, 'three.Thing': { type: 'number' } },
      responses: {
        'three.Done': { content: { 'application/json': { schema: { $ref: '#/components/schemas/three.Thing' } } } },
      },
    });
    expect(Object.keys(Object(merged['components']).securitySchemes)).toEqual(['bearer']);
  });

  it('takes what is no document for nothing', () => {
    expect(mergeDocuments(null, [{ name: 'one', document: [1] }])).toMatchObject({ paths: {}, 'x-missing': [] });
  });
});
