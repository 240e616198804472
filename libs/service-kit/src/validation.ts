import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { Static, TObject, TSchema } from 'typebox';
import { Uuid } from '@rapport/contracts';
import { compile, type Check } from './check.ts';
import { coercer, coercion } from './coerce.ts';
import { declareInput, type Input } from './inputs.ts';
import { malformed } from './problem.ts';
import { textErrors } from './text.ts';

const requestOf = (context: ExecutionContext): FastifyRequest => context.switchToHttp().getRequest<FastifyRequest>();

function documented(input: Input, read: (request: FastifyRequest) => unknown): ParameterDecorator {
  const extract = createParamDecorator((_data: unknown, context: ExecutionContext) => read(requestOf(context)))();
  return (target, key, index) => {
    declareInput(target, key, input);
    extract(target, key, index);
  };
}

function accepted<T extends TSchema>(check: Check<T>, part: string, value: unknown): Static<T> {
  if (check.accepts(value)) return value;
  throw malformed(part, check.errors(value));
}

/** The JSON body, checked by `schema`; 400 otherwise. Its texts were checked when it was parsed. */
export function Body(schema: TSchema): ParameterDecorator {
  const check = compile(schema);
  return documented({ in: 'body', name: 'body', schema }, ({ body }) => accepted(check, 'body', body));
}

/** The query string as an object, numbers and booleans converted and defaults filled in, checked by `schema`. */
export function Query(schema: TObject): ParameterDecorator {
  const check = compile(schema);
  const coerce = coercer(schema.properties);
  return documented({ in: 'query', name: 'query', schema }, ({ query, url }) => {
    if (!isDecodable(url))
      throw malformed('query string', [{ pointer: '', message: 'is not UTF-8 after its % signs' }]);
    const values = coerce(isRecord(query) ? query : {});
    const errors = textErrors(values);
    if (errors.length > 0) throw malformed('query string', errors);
    return accepted(check, 'query string', values);
  });
}

/** A part of the path. A malformed one is a 400 that points to it, so that a 404 always means a well-formed id. */
export function Param(name: string, schema: TSchema = Uuid): ParameterDecorator {
  const check = compile(schema);
  const convert = coercion(schema);
  return documented({ in: 'path', name, schema }, ({ params }) => {
    const text = isRecord(params) ? params[name] : undefined;
    const value = typeof text === 'string' ? convert(text) : text;
    const errors = check.accepts(value) ? textErrors(value) : check.errors(value);
    if (errors.length === 0) return value;
    throw malformed(
      'path',
      errors.map(error => ({ ...error, pointer: `/${name}` })),
    );
  });
}

// What can't be decoded the router's parser leaves as it is written.
function isDecodable(url: string): boolean {
  if (!url.includes('%')) return true;
  try {
    decodeURIComponent(url);
    return true;
  } catch {
    return false;
  }
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;
