import { SetMetadata } from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { Problem } from './problem.ts';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** The body comes as bytes, whatever it calls itself, and may have so many. */
    readonly rawBodyLimit?: number;
  }
}

/** Gives a route its body as it came: for senders whose Content-Type and Content-Encoding can't be relied on. */
export const RawBody = (limit: number): MethodDecorator => RouteConfig({ rawBodyLimit: limit });

/** Lets such routes take more than others do. */
export function useRawBodyLimits(instance: FastifyInstance): void {
  instance.addHook('onRoute', options => {
    const limit = options.config?.rawBodyLimit;
    if (limit !== undefined) options.bodyLimit = limit;
  });
}

export const isRaw = (request: FastifyRequest): boolean => limitOf(request) !== undefined;

const limitOf = (request: FastifyRequest): number | undefined => request.routeOptions.config.rawBodyLimit;

/** The bytes of a body of a type that has no parser: of such a route alone; others refuse it unread. */
export async function readRaw(request: FastifyRequest, payload: AsyncIterable<Buffer>): Promise<Buffer | undefined> {
  if (request.is404) return undefined;
  const limit = limitOf(request);
  if (limit === undefined) throw new Problem('unsupported-media-type', 'Send the body as application/json.');
  if (Number(request.headers['content-length'] ?? 0) > limit) throw tooLarge(limit);
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of payload) {
    size += part.length;
    if (size > limit) throw tooLarge(limit);
    parts.push(part);
  }
  return Buffer.concat(parts, size);
}

const tooLarge = (limit: number): Problem => new Problem('too-large', `A body may have ${limit >> 20} MiB here.`);

const REFUSALS = 'rapport:refusals';

/** The statuses that a route may answer beyond those of its kind, for its documentation. */
export const Refuses = (...statuses: readonly number[]): MethodDecorator => SetMetadata(REFUSALS, statuses);

export function refusalsOf(handler: object): readonly number[] {
  const statuses: unknown = Reflect.getMetadata(REFUSALS, handler);
  return Array.isArray(statuses) ? statuses.filter(status => typeof status === 'number') : [];
}
