import { Controller, Post } from '@nestjs/common';
import { Ctx, Problem } from '@rapport/service-kit';
import type { FastifyRequest } from 'fastify';
import { messageOf } from './cloud-event-readings.ts';
import { parseRequest } from './cloud-events.ts';
import { DeclaredBody } from './declared-body.ts';
import { Intake } from './intake.ts';
import { readText } from './message-body.ts';
import { CloudEventBody } from './message-shapes.ts';
import { Sources } from './sources.ts';
import { notTooMany, takenOf, Takes, type Taken } from './taking.ts';
import { notInForce, writeKeyOf } from './write-key.ts';

/** CloudEvents 1.0 over HTTP. */
@Controller('v1')
export class CloudEventsController {
  readonly #sources: Sources;
  readonly #intake: Intake;

  constructor(sources: Sources, intake: Intake) {
    this.#sources = sources;
    this.#intake = intake;
  }

  @Post('cloudevents')
  @Takes('Takes CloudEvents in binary, structured and batch mode, by the write key as user of basic authentication')
  async take(@DeclaredBody(CloudEventBody) body: unknown, @Ctx() request: FastifyRequest): Promise<Taken> {
    const receivedAt = new Date().toISOString();
    const source = await this.#sources.of(writeKeyOf(request.headers.authorization));
    if (source === undefined) throw notInForce();
    const { batch, events } = parseRequest(request.headers, Buffer.isBuffer(body) ? await readText(body) : '');
    const [first] = events;
    if (!batch && first?.ok === false) throw new Problem('form', first.reason);
    notTooMany(events);
    const messages = events.map(event => messageOf(event, receivedAt));
    return takenOf(await this.#intake.take(request, source, { protocol: 'cloudevents', receivedAt, messages }));
  }
}
