import { Controller, Get, Inject, Optional } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import Type from 'typebox';
import { Public } from './allow.ts';
import { Reply } from './actor.ts';
import { Returns } from './returns.ts';

/** Why this process can't work just now; empty when it can. Must answer at once. */
export type Readiness = () => readonly string[];

/** What else is worth telling beside readiness, without a say in it. Must answer at once. */
export type Remarks = () => Readonly<Record<string, unknown>>;

const State = Type.Object({ status: Type.String() });
const Ready = Type.Object({ status: Type.String(), reasons: Type.Array(Type.String()) });

export const READINESS = Symbol('readiness');
export const REMARKS = Symbol('remarks');
export const DRAINING = Symbol('draining');

/** Alive never looks at Kafka or PostgreSQL: restarting this process would not bring them back. */
@Controller()
export class HealthController {
  readonly #draining: AbortSignal;
  readonly #readiness: Readiness | undefined;
  readonly #remarks: Remarks | undefined;

  constructor(
    @Inject(DRAINING) draining: AbortSignal,
    @Optional() @Inject(READINESS) readiness?: Readiness,
    @Optional() @Inject(REMARKS) remarks?: Remarks,
  ) {
    this.#draining = draining;
    this.#readiness = readiness;
    this.#remarks = remarks;
  }

  @Get('livez')
  @Public()
  @Returns('Whether the process is alive', State)
  livez(): { status: string } {
    return { status: 'alive' };
  }

  @Get('startupz')
  @Public()
  @Returns('Whether the process has started', State)
  startupz(): { status: string } {
    return { status: 'started' };
  }

  @Get('readyz')
  @Public()
  @Returns('Whether the process can work, and if not, why', Ready, { 503: Ready })
  readyz(@Reply() reply: FastifyReply): { status: string; reasons: readonly string[] } {
    const remarks = this.#remarks?.() ?? {};
    const reasons = [...(this.#draining.aborted ? ['stopping'] : []), ...(this.#readiness?.() ?? [])];
    if (reasons.length === 0) return { ...remarks, status: 'ready', reasons };
    void reply.status(503).header('retry-after', '2');
    return { ...remarks, status: 'not ready', reasons };
  }
}
