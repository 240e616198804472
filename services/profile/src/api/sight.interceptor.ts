import { Inject, Injectable, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import type { Messaging } from '@rapport/messaging';
import { MESSAGING } from '@rapport/service-kit';
import type { FastifyRequest } from 'fastify';
import { customerOfPlan } from '../projections/sight.query.ts';
import { Sights } from './sights.ts';

type Asked = FastifyRequest<{ Params: Readonly<Record<string, string>> }>;

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Lets nobody ask about a customer whom somebody else looks after: one place for all routes that name one. */
@Injectable()
export class SightInterceptor implements NestInterceptor {
  readonly #messaging: Messaging;
  readonly #sights: Sights;

  constructor(@Inject(MESSAGING) messaging: Messaging, sights: Sights) {
    this.#messaging = messaging;
    this.#sights = sights;
  }

  async intercept(context: ExecutionContext, next: CallHandler): Promise<ReturnType<CallHandler['handle']>> {
    const request = context.switchToHttp().getRequest<Asked>();
    const customer = await this.#customerIn(request);
    if (request.principal && customer !== undefined) await this.#sights.check(request.principal, customer);
    return next.handle();
  }

  /** An id that is none is refused by the route itself. */
  async #customerIn({ routeOptions: { url = '' }, params }: Asked): Promise<string | undefined> {
    const { id, opportunityId, actionId } = params;
    const named = id ?? opportunityId ?? actionId;
    if (named === undefined || !UUID.test(named)) return undefined;
    const { pool } = this.#messaging;
    if (url.startsWith('/v1/opportunities/')) return customerOfPlan(pool, 'opportunity', named);
    if (url.startsWith('/v1/plan-actions/')) return customerOfPlan(pool, 'plan_action', named);
    return url.startsWith('/v1/customers/') ? named : undefined;
  }
}
