import { SENDER_PATHS } from '@rapport/contracts';
import { Problem } from '@rapport/service-kit';
import type { FastifyInstance } from 'fastify';
import { forward } from './forward.ts';
import type { Upstreams } from './upstreams.ts';

/** Clients of others send contacts and events under these paths, when all they are told is our host: their write key is checked. */
const SENT = [...SENDER_PATHS].map(url => ({ url, path: url, limit: 4 * 1024 * 1024 }));
/** What providers tell of messages: their signature is checked. */
const REPORTED = ['sms', 'letter', 'push'].map(channel => ({
  url: `/hooks/${channel}`,
  path: `/v1/provider-reports/${channel}`,
  limit: 64 * 1024,
}));

/** What goes to interactions byte by byte, which checks itself whom it is from. */
export function rawRoutes(instance: FastifyInstance, upstreams: Upstreams): void {
  void instance.register((scope, _options, done) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', (_request, payload, parsed) => parsed(null, payload));
    for (const { url, path, limit } of [...SENT, ...REPORTED]) {
      scope.post(url, { bodyLimit: limit }, (request, reply) => {
        const upstream = upstreams.get('interactions');
        if (upstream === undefined) throw new Problem('not-found', 'There is no service that takes this.');
        return forward(upstream, path, request, reply, limit);
      });
    }
    done();
  });
}
