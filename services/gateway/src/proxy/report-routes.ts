import { Problem } from '@rapport/service-kit';
import type { FastifyInstance } from 'fastify';
import { forward } from './forward.ts';
import type { Upstreams } from './upstreams.ts';

const BODY_LIMIT = 64 * 1024;

/** `/hooks/<channel>`: what providers tell of messages goes to interactions as it is, which checks their signature. */
export function reportRoutes(instance: FastifyInstance, upstreams: Upstreams): void {
  void instance.register((scope, _options, done) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', (_request, payload, parsed) => parsed(null, payload));
    for (const channel of ['sms', 'letter', 'push']) {
      scope.post(`/hooks/${channel}`, { bodyLimit: BODY_LIMIT }, (request, reply) => {
        const upstream = upstreams.get('interactions');
        if (upstream === undefined) throw new Problem('not-found', 'There is no service that takes reports.');
        return forward(upstream, `/v1/provider-reports/${channel}`, request, reply, BODY_LIMIT);
      });
    }
    done();
  });
}
