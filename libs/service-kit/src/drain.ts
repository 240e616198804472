import type { FastifyInstance } from 'fastify';
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
  instance.addHook('onRequest', (request, reply, done) => {
    request.counted = true;
    count += 1;
    if (!signal.aborted || PROBES.has(request.routeOptions.url ?? '')) return done();
    void reply.header('connection', 'close');
    return done(new Problem('unavailable', 'This process is stopping.', { headers: { 'retry-after': '1' } }));
  });
  // Runs also when the client went away before its answer.
  instance.addHook('onResponse', (request, _reply, done) => {
    if (request.counted) count -= 1;
    if (count === 0) wake();
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
