import { Controller, HttpCode, Inject, Post } from '@nestjs/common';
import { Code } from '@rapport/contracts';
import { Allow, Body, Ctx, Param, Problem, Reply, Returns } from '@rapport/service-kit';
import type { FastifyReply, FastifyRequest } from 'fastify';
import Type, { type Static } from 'typebox';
import { passedOn } from './proxy/headers.ts';
import { refusal } from './proxy/refusal.ts';
import { Upstreams, type Upstream } from './proxy/upstreams.ts';

const Why = Type.Object({ reason: Code }, { additionalProperties: false });
type Why = Static<typeof Why>;

/** What a customer is given who asks for everything that is known of it: one document, out of the parts of all services. */
@Controller('api/customers')
@Allow('privacyOfficer')
export class ExportsController {
  readonly #upstreams: Upstreams;

  constructor(@Inject(Upstreams) upstreams: Upstreams) {
    this.#upstreams = upstreams;
  }

  @Post(':id/exports')
  @HttpCode(200)
  @Returns('All that all services have recorded of a customer under all its ids; that it was given out is kept')
  async export(
    @Param('id') id: string,
    @Body(Why) why: Why,
    @Ctx() request: FastifyRequest,
    @Reply() reply: FastifyReply,
  ): Promise<unknown> {
    const profile = this.#upstreams.get('profile');
    if (!profile) throw new Problem('unavailable', 'There is no profile service to ask.');
    const made = await asked(profile, 'POST', `/v1/customers/${id}/exports`, request, why);
    const parts = await Promise.all(
      this.#upstreams.all().map(async upstream => {
        const part = await asked(upstream, 'GET', `/v1/customers/${id}/export`, request);
        return [upstream.name, part] as const;
      }),
    );
    void reply
      .header('cache-control', 'no-store')
      .header('content-disposition', `attachment; filename="customer-${id}.json"`);
    return { made, services: Object.fromEntries(parts) };
  }
}

/** Asks with the caller's own rights. A part that is refused or missing is a refusal of the whole. */
async function asked(
  { name, pool }: Upstream,
  method: 'GET' | 'POST',
  path: string,
  request: FastifyRequest,
  body?: object,
): Promise<unknown> {
  const { authorization, traceparent } = passedOn(request);
  const headers = {
    accept: 'application/json',
    ...(authorization !== undefined && { authorization }),
    ...(traceparent !== undefined && { traceparent }),
    ...(body && { 'content-type': 'application/json' }),
  };
  const answer = await pool
    .request({ method, path, headers, body: body ? JSON.stringify(body) : null })
    .catch((error: unknown) => {
      throw refusal(error, name);
    });
  const said: unknown = await answer.body.json();
  if (answer.statusCode < 300) return said;
  throw refused(name, answer.statusCode, said);
}

function refused(name: string, status: number, said: unknown): Problem {
  const detail =
    typeof said === 'object' && said !== null && 'detail' in said ? String(said.detail) : `status ${status}`;
  const slug = SLUGS[status];
  return new Problem(slug ?? 'unavailable', slug ? detail : `The service ${name} has not answered: ${detail}`);
}

const SLUGS: Readonly<Record<number, 'forbidden' | 'customer-unknown' | 'customer-erased'>> = {
  403: 'forbidden',
  404: 'customer-unknown',
  410: 'customer-erased',
};
