import { Controller, HttpCode, Inject, Post } from '@nestjs/common';
import type { Messaging } from '@rapport/messaging';
import { Allow, answered, Body, commandContext, Ctx, MESSAGING, Param, Reply, Returns } from '@rapport/service-kit';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { PauseEpisode, ResumeEpisode } from '../domain/matter.commands.ts';
import { matter } from '../domain/matter.decider.ts';
import { EpisodeAnswer, PauseEpisodeBody, ResumeEpisodeBody } from './episode-bodies.ts';
import { episodeOf } from './episodes.ts';

/** Waiting for the customer: clocks of the episode stand still. */
@Controller('v1/episodes/:episodeId')
@Allow('specialist', 'supervisor', 'manager', 'service')
export class EpisodeWaitsController {
  readonly #messaging: Messaging;

  constructor(@Inject(MESSAGING) messaging: Messaging) {
    this.#messaging = messaging;
  }

  @Post('pause')
  @HttpCode(200)
  @Returns(
    'Waits for the customer: clocks stand still until it is resumed, the customer comes again, or it is closed',
    EpisodeAnswer,
  )
  pause(
    @Param('episodeId') id: string,
    @Body(PauseEpisodeBody) { reason, occurredAt }: PauseEpisodeBody,
    @Ctx() request: FastifyRequest,
    @Reply() reply: FastifyReply,
  ): Promise<unknown> {
    return this.#turn(id, at => ({ type: 'PauseEpisode', at, reason }), occurredAt, request, reply);
  }

  @Post('resume')
  @HttpCode(200)
  @Returns('What was waited for has come: clocks run on', EpisodeAnswer)
  resume(
    @Param('episodeId') id: string,
    @Body(ResumeEpisodeBody) { occurredAt }: ResumeEpisodeBody,
    @Ctx() request: FastifyRequest,
    @Reply() reply: FastifyReply,
  ): Promise<unknown> {
    return this.#turn(id, at => ({ type: 'ResumeEpisode', at }), occurredAt, request, reply);
  }

  /** When it took place belongs to what is known of the matter, since it may be told late. */
  async #turn(
    id: string,
    command: (at: string) => PauseEpisode | ResumeEpisode,
    told: string | undefined,
    request: FastifyRequest,
    reply: FastifyReply,
  ): Promise<unknown> {
    const { episodeId, matterId } = (await episodeOf(this.#messaging, id)).episode;
    const context = commandContext(request, { subject: 'matter:unknown', occurredAt: told });
    const at = context.occurredAt ?? new Date().toISOString();
    const accepted = await this.#messaging.handle(matter, matterId, command(at), { ...context, occurredAt: at });
    return answered(reply, accepted, { episodeId, matterId });
  }
}
