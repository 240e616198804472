import { problems } from '@rapport/contracts';
import type { Route } from './routes.ts';

const text = { type: 'string' };

/** The shape of every error of every route: RFC 9457, with the places that are wrong and the trace to ask about. */
export const problemSchema = {
  type: 'object',
  description: 'RFC 9457',
  required: ['type', 'title', 'status', 'instance'],
  properties: {
    type: { ...text, pattern: '^/problems/[a-z-]+$', examples: ['/problems/form'] },
    title: text,
    status: { type: 'integer', minimum: 400, maximum: 599 },
    detail: { ...text, minLength: 1 },
    instance: text,
    errors: {
      type: 'array',
      minItems: 1,
      items: { type: 'object', required: ['pointer', 'message'], properties: { pointer: text, message: text } },
    },
    traceId: text,
  },
};

const declared = Object.entries(problems).map(([slug, { status, title }]) => ({ slug, status, title }));
const statuses = [...new Set(declared.map(({ status }) => status))];
const nameOf = (status: number): string => `Problem${status}`;

/** `components.responses`: one a status, with the problems that have it. Whoever is refused is told why. */
export const problemResponses: Readonly<Record<string, unknown>> = Object.fromEntries(
  statuses.map(status => [nameOf(status), { description: description(status), content: content(status) }]),
);

function description(status: number): string {
  return declared
    .filter(problem => problem.status === status)
    .map(({ slug, title }) => `${slug}: ${title}`)
    .join('. ');
}

function content(status: number): unknown {
  const types = declared.filter(problem => problem.status === status).map(({ slug }) => `/problems/${slug}`);
  const properties = { type: { enum: types }, status: { const: status } };
  const required = status < 500 ? ['detail'] : [];
  const schema = { allOf: [{ $ref: '#/components/schemas/Problem' }, { type: 'object', required, properties }] };
  return { 'application/problem+json': { schema } };
}

/** The errors that a route may answer, by status. There is no `default`: what is missing here is a fault to be found. */
export const errorsOf = (route: Route): Record<string, unknown> =>
  Object.fromEntries(
    expected(route).map(status => [status, { $ref: `#/components/responses/${nameOf(status)}` }] as const),
  );

function expected({ rule, method, inputs, refusals }: Route): number[] {
  const open = rule === 'public';
  const writes = method !== 'GET';
  return [
    ...(open && !writes && inputs.length === 0 ? [] : [400]),
    ...(open ? [] : [401, 403]),
    ...(inputs.some(input => input.in === 'path') ? [404] : []),
    ...(writes || inputs.some(input => input.in === 'path') ? [410] : []),
    ...(writes ? [409, 412, 413, 415, 422] : []),
    ...refusals,
    500,
    503,
  ];
}
