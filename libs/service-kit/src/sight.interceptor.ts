import { Inject, Injectable, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import type { Messaging } from '@rapport/messaging';
import type { FastifyRequest } from 'fastify';
import { MESSAGING } from './messaging.token.ts';
import { namesIn } from './names-in.ts';
import { seesAll, Sights, type Colleague } from './sights.ts';

export const WHOSE = Symbol('whose');

export interface Asking {
  readonly pool: Messaging['pool'];
  /** As the router has it. */
  readonly url: string;
  readonly viewer: Colleague;
}

/** The recorded ids of the customers whose a thing is; none where it is unknown here, or about no customer. */
export type Whose = (id: string, asking: Asking) => Promise<readonly string[]>;

/** By the name of a parameter of the path or query, or of a member of the body. */
export type WhoseByName = Readonly<Record<string, Whose>>;

/** Lets nobody ask about a customer whom somebody else looks after: one place for all routes that name one, or a record of one. */
@Injectable()
export class SightInterceptor implements NestInterceptor {
  readonly #messaging: Messaging;
  readonly #sights: Sights;
  readonly #whose: WhoseByName;

  constructor(@Inject(MESSAGING) messaging: Messaging, sights: Sights, @Inject(WHOSE) whose: WhoseByName) {
    this.#messaging = messaging;
    this.#sights = sights;
    this.#whose = whose;
  }

  async intercept(context: ExecutionContext, next: CallHandler): Promise<ReturnType<CallHandler['handle']>> {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const { principal } = request;
    if (principal !== undefined && !seesAll(principal)) {
      const asking = {
        pool: this.#messaging.pool,
        url: request.routeOptions.url ?? '',
        viewer: await this.#sights.who(principal),
      };
      const named = namesIn(request, new Set(Object.keys(this.#whose)));
      const found = await Promise.all(named.map(async ([name, id]) => (await this.#whose[name]?.(id, asking)) ?? []));
      await this.#sights.check(principal, found.flat());
    }
    return next.handle();
  }
}
