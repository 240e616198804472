import { SENDER_PATHS } from '@rapport/contracts';
import { Problem } from '@rapport/service-kit';
import type { FastifyInstance } from 'fastify';
import { forward } from './forward.ts';
import type { Upstreams } from './upstreams.ts';

const SERVICE = 'interactions';
const BODY_LIMIT = 4 * 1024 * 1024;

/** What clients of others send, when all they are told is our host, goes to interactions as it is, which checks their write key. */
export function intakeRoutes(instance: FastifyInstance, upstreams: Upstreams): void {
  void instance.register((scope, _options, done) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', (_request, payload, parsed) => parsed(null, payload));
    for (const url of SENDER_PATHS) {
      scope.post(url, { bodyLimit: BODY_LIMIT }, (request, reply) => {
        const upstream = upstreams.get(SERVICE);
        if (upstream === undefined) throw new Problem('not-found', 'There is no service that takes events.');
        return forward(upstream, url, request, reply, BODY_LIMIT);
      });
    }
    done();
  });
}
