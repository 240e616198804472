import type { TSchema } from 'typebox';
import type { Input } from './inputs.ts';
import { errorsOf, problemResponses, problemSchema } from './problem-responses.ts';
import type { Route } from './routes.ts';

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
      schemas: { Problem: problemSchema },
      responses: problemResponses,
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
    responses: { ...answers(route), ...errorsOf(route), ...exceptions(route) },
    security: route.rule === 'public' ? [] : [{ bearer: [] }],
    'x-roles': route.rule === 'public' ? [] : (route.rule ?? []),
  };
}

/** What is sent again under its own id creates nothing, and is answered by 200 in place of 201. */
function answers({ status, answer }: Route): Record<string, unknown> {
  const content = answer?.schema === undefined ? {} : { content: json(answer.schema) };
  const done = { [status]: { description: 'Done', ...content } };
  return status === 201 ? { 200: { description: 'Had been done before', ...content }, ...done } : done;
}

const exceptions = ({ answer }: Route): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(answer?.otherwise ?? {}).map(([status, schema]) => [
      status,
      { description: 'Not just now', content: json(schema) },
    ]),
  );

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
