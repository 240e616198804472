import { Inject, Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { ruleOf, type Rule } from './allow.ts';
import { Problem } from './problem.ts';
import type { Principal, TokenVerifier } from './token.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** Who is asking; absent on public routes. */
    principal: Principal | undefined;
  }
}

export const TOKENS = Symbol('tokens');

const SCHEME = /^Bearer +([\w~+/.-]+=*)$/i;

/** Lets through whoever the route's rule allows. Deny is the default: a route without a rule lets nobody in. */
@Injectable()
export class AuthGuard implements CanActivate {
  readonly #rules = new Map<object, Rule>();
  readonly #tokens: TokenVerifier;

  constructor(@Inject(TOKENS) tokens: TokenVerifier) {
    this.#tokens = tokens;
  }

  canActivate(context: ExecutionContext): boolean | Promise<boolean> {
    const rule = this.#rule(context);
    if (rule === 'public') return true;
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const principal = this.#tokens.verify(bearer(request));
    return principal instanceof Promise
      ? principal.then(known => admit(request, known, rule))
      : admit(request, principal, rule);
  }

  #rule(context: ExecutionContext): Rule {
    const handler = context.getHandler();
    const known = this.#rules.get(handler);
    if (known !== undefined) return known;
    const rule = ruleOf(handler, context.getClass()) ?? [];
    this.#rules.set(handler, rule);
    return rule;
  }
}

/** Who sends this, whatever the role: for routes that pass a request on to where the rule is. Throws the 401 problem. */
export async function authenticate(tokens: TokenVerifier, request: FastifyRequest): Promise<void> {
  request.principal = await tokens.verify(bearer(request));
}

function bearer(request: FastifyRequest): string {
  const token = SCHEME.exec(request.headers.authorization ?? '')?.[1];
  if (token !== undefined) return token;
  throw new Problem('unauthenticated', 'Send a bearer token.', { headers: { 'www-authenticate': 'Bearer' } });
}

function admit(request: FastifyRequest, principal: Principal, rule: readonly string[]): true {
  if (!principal.roles.some(role => rule.includes(role))) {
    throw new Problem('forbidden', `This needs one of the roles ${rule.join(', ')}.`, {
      headers: { 'www-authenticate': 'Bearer error="insufficient_scope"' },
    });
  }
  request.principal = principal;
  return true;
}
