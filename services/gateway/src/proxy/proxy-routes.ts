import { authenticate, Problem, type TokenVerifier } from '@rapport/service-kit';
import type { FastifyInstance } from 'fastify';
import { forward } from './forward.ts';
import type { Upstreams } from './upstreams.ts';

interface Address {
  Params: { service: string };
}

/** `/api/<service>/v1/…` → `/v1/…` of the service. Its health, metrics and documents have no way through. */
export function proxyRoutes(
  instance: FastifyInstance,
  { upstreams, tokens }: { upstreams: Upstreams; tokens: TokenVerifier },
): void {
  void instance.register((scope, _options, done) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', (_request, payload, parsed) => parsed(null, payload));
    scope.addHook('onRequest', request => authenticate(tokens, request));
    scope.route<Address>({
      method: ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'],
      url: '/api/:service/v1/*',
      exposeHeadRoute: false,
      handler: (request, reply) => {
        const upstream = upstreams.get(request.params.service);
        const url = request.raw.url ?? '';
        const start = url.indexOf('/v1/');
        if (upstream === undefined || start < 0) throw new Problem('not-found', 'There is no service of this name.');
        return forward(upstream, url.slice(start), request, reply);
      },
    });
    done();
  });
}
