import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance } from 'fastify';

const FILES = ['swagger-ui.css', 'swagger-ui-bundle.js'];

/** What the page of the API needs, out of the package and not from another host. Adds `reply.sendFile`. */
export function docsFiles(instance: FastifyInstance): void {
  const root = dirname(createRequire(import.meta.url).resolve('swagger-ui-dist/package.json'));
  // Not awaited: that would start the application before Nest has set its error handler.
  void instance.register(fastifyStatic, { root, serve: false });
  for (const file of FILES) instance.get(`/api/docs/${file}`, (_request, reply) => reply.sendFile(file));
}
