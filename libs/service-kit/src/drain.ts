import type { FastifyInstance, FastifyRequest } from 'fastify';
import { Problem } from './problem.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** Whether it counts as under way: the router refuses some addresses before any hook. */
    counted: boolean;
  }
}

export interface InFlight {
  /** Resolves when no request is under way, or after `ms`. */
  idle(ms: number): Promise<void>;
}

const PROBES = new Set(['/livez', '/readyz', '/startupz', '/metrics']);

/** Counts the requests under way; once `signal` is aborted, new ones are refused and asked to come back elsewhere. */
export function refuseWhileDraining(instance: FastifyInstance, signal: AbortSignal): InFlight {
  let count = 0;
  instance.decorateRequest('counted', false);
  let wake = (): void => undefined;
  const leave = (request: FastifyRequest): void => {
    if (!request.counted) return;
    request.counted = false;
    count -= 1;
    if (count === 0) wake();
  };
  instance.addHook('onRequest', (request, reply, done) => {
    request.counted = true;
    count += 1;
    // No response hook runs for a stream that its client has left.
    reply.raw.once('close', () => leave(request));
    if (!signal.aborted || PROBES.has(request.routeOptions.url ?? '')) return done();
    void reply.header('connection', 'close');
    return done(new Problem('unavailable', 'This process is stopping.', { headers: { 'retry-after': '1' } }));
  });
  instance.addHook('onResponse', (request, _reply, done) => {
    leave(request);
    done();
  });
  return {
    idle: ms =>
      new Promise(resolve => {
        if (count === 0) return resolve();
        const timer = setTimeout(resolve, ms);
        wake = () => {
          clearTimeout(timer);
          resolve();
        };
      }),
  };
}
