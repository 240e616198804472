import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { declareInput } from '@rapport/service-kit';
import type { FastifyRequest } from 'fastify';
import type { TSchema } from 'typebox';

const bytes = createParamDecorator(
  (_data: unknown, context: ExecutionContext) => context.switchToHttp().getRequest<FastifyRequest>().body,
)();

/** The bytes of a body, of which the documentation tells the shape: what does not have it is kept as a reject. */
export function DeclaredBody(schema: TSchema): ParameterDecorator {
  return (target, key, index) => {
    declareInput(target, key, { in: 'body', name: 'body', schema });
    bytes(target, key, index);
  };
}
