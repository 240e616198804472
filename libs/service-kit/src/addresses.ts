import type { FastifyInstance } from 'fastify';
import { Problem } from './problem.ts';
import type { Route } from './routes.ts';

/**
 * Tells an address that there is, asked in a way that it doesn't take (405 and `Allow`), from one that there isn't, or that
 * only a route for all the rest would take.
 */
export function refuseMethods(instance: FastifyInstance, routes: () => readonly Route[]): void {
  let known: readonly Address[] | undefined;
  // After every onRequest hook, so that the refusal has the headers that all answers have.
  instance.addHook('preParsing', (request, _reply, payload, done) => {
    if (!request.is404 && request.routeOptions.url !== '/*') return done(null, payload);
    known ??= routes().map(addressOf);
    const path = request.url.split('?', 1)[0] ?? '';
    const methods = known.filter(({ pattern }) => pattern.test(path)).flatMap(address => address.methods);
    if (methods.length === 0) return done(null, payload);
    const allow = [...new Set(methods)].sort().join(', ');
    return done(new Problem('method-not-allowed', `This address takes ${allow}.`, { headers: { allow } }));
  });
}

interface Address {
  readonly pattern: RegExp;
  readonly methods: readonly string[];
}

// find-my-way writes a parameter as `:id` and a colon as `::`.
function addressOf({ path, method }: Route): Address {
  const pattern = path
    .replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
    .replace(/::|:\w+/g, part => (part === '::' ? ':' : '[^/]+'));
  return { pattern: new RegExp(`^${pattern}$`), methods: method === 'GET' ? ['GET', 'HEAD'] : [method] };
}
