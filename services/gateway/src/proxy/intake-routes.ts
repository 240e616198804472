import { Problem } from '@rapport/service-kit';
import type { FastifyInstance } from 'fastify';
import { forward } from './forward.ts';
import type { Upstreams } from './upstreams.ts';

const SERVICE = 'interactions';
const BODY_LIMIT = 4 * 1024 * 1024;

/** Where the clients of the Segment HTTP API and of CloudEvents send to, when all they are told is our host. */
export const INTAKE_PATHS: ReadonlySet<string> = new Set(
  ['batch', 'identify', 'track', 'page', 'screen', 'group', 'alias', 'cloudevents'].map(name => `/v1/${name}`),
);

/** They go to interactions as they are, which checks their write key. */
export function intakeRoutes(instance: FastifyInstance, upstreams: Upstreams): void {
  void instance.register((scope, _options, done) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', (_request, payload, parsed) => parsed(null, payload));
    for (const url of INTAKE_PATHS) {
      scope.post(url, { bodyLimit: BODY_LIMIT }, (request, reply) => {
        const upstream = upstreams.get(SERVICE);
        if (upstream === undefined) throw new Problem('not-found', 'There is no service that takes events.');
        return forward(upstream, url, request, reply, BODY_LIMIT);
      });
    }
    done();
  });
}
