import type { TSchema } from 'typebox';
import type { Input } from './inputs.ts';
import type { Route } from './routes.ts';

const PROBLEM = {
  type: 'object',
  description: 'RFC 9457',
  required: ['type', 'title', 'status'],
  properties: {
    type: { type: 'string', examples: ['/problems/form'] },
    title: { type: 'string' },
    status: { type: 'integer' },
    detail: { type: 'string' },
    instance: { type: 'string' },
    errors: {
      type: 'array',
      items: {
        type: 'object',
        required: ['pointer', 'message'],
        properties: { pointer: { type: 'string' }, message: { type: 'string' } },
      },
    },
    traceId: { type: 'string' },
  },
};

/** The OpenAPI 3.1 document of a service: its TypeBox schemas as they are, since both are JSON Schema 2020-12. */
export function openApi(service: string, version: string, routes: readonly Route[]): unknown {
  const paths: Record<string, Record<string, unknown>> = {};
  for (const route of routes) {
    (paths[readable(route.path)] ??= {})[route.method.toLowerCase()] = operation(service, route);
  }
  return {
    openapi: '3.1.1',
    info: { title: `Rapport ${service}`, version },
    tags: [{ name: service }],
    paths,
    components: {
      securitySchemes: { bearer: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' } },
      schemas: { Problem: PROBLEM },
      responses: {
        Problem: {
          description: 'What went wrong',
          content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
        },
      },
    },
  };
}

/** find-my-way's `/a/:id/b::c` as OpenAPI writes it: `/a/{id}/b:c`. */
export const readable = (path: string): string =>
  path.replace(/::|:(\w+)/g, (_match, name?: string) => (name === undefined ? ':' : `{${name}}`));

function operation(service: string, route: Route): unknown {
  const body = route.inputs.find(input => input.in === 'body');
  return {
    operationId: `${route.controller.replace(/Controller$/, '')}_${route.handler}`,
    tags: [service],
    ...(route.answer === undefined ? {} : { summary: route.answer.description }),
    parameters: route.inputs.flatMap(parameters),
    ...(body === undefined ? {} : { requestBody: { required: true, content: json(body.schema) } }),
    responses: {
      [route.status]: {
        description: 'Done',
        ...(route.answer?.schema === undefined ? {} : { content: json(route.answer.schema) }),
      },
      default: { $ref: '#/components/responses/Problem' },
    },
    security: route.rule === 'public' ? [] : [{ bearer: [] }],
    'x-roles': route.rule === 'public' ? [] : (route.rule ?? []),
  };
}

const json = (schema: TSchema): unknown => ({ 'application/json': { schema } });

function parameters(input: Input): unknown[] {
  if (input.in === 'path') return [{ name: input.name, in: 'path', required: true, schema: input.schema }];
  if (input.in === 'body' || !('properties' in input.schema)) return [];
  const required: unknown = 'required' in input.schema ? input.schema.required : [];
  return Object.entries(input.schema.properties ?? {}).map(([name, schema]) => ({
    name,
    in: 'query',
    required: Array.isArray(required) && required.includes(name) && !('default' in Object(schema)),
    schema,
  }));
}
