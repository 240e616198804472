import { Controller, Get, HttpCode, Inject, Post } from '@nestjs/common';
import type { Messaging } from '@rapport/messaging';
import {
  Actor,
  Allow,
  answered,
  Body,
  caughtUp,
  create,
  Ctx,
  cursorOf,
  etag,
  itemId,
  MESSAGING,
  page,
  Param,
  Query,
  Reply,
  Returns,
  Sights,
  type Page,
  type Principal,
} from '@rapport/service-kit';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { matter } from '../domain/matter.decider.ts';
import { listEpisodes, type EpisodeFacts } from '../projections/episodes.query.ts';
import {
  AttachBody,
  CloseBody,
  EpisodeAnswer,
  EpisodePlace,
  EpisodesQuery,
  OpenEpisodeBody,
} from './episode-bodies.ts';
import { attachment, closing, detachment, episodeOf, isAbout } from './episodes.ts';

const cursor = cursorOf(EpisodePlace);

/** One need of a customer over any number of contacts: what is about the same thing is one matter, of one or more episodes. */
@Controller('v1/episodes')
@Allow('specialist', 'supervisor', 'manager', 'service')
export class EpisodesController {
  readonly #messaging: Messaging;
  readonly #sights: Sights;

  constructor(@Inject(MESSAGING) messaging: Messaging, @Inject(Sights) sights: Sights) {
    this.#messaging = messaging;
    this.#sights = sights;
  }

  @Post()
  @Returns('Opens an episode with a contact that was recorded; 200 where it was opened before', EpisodeAnswer)
  async open(
    @Body(OpenEpisodeBody) { interactionId, need, source, sourceId }: OpenEpisodeBody,
    @Ctx() request: FastifyRequest,
    @Reply() reply: FastifyReply,
  ): Promise<unknown> {
    const matterId = itemId({ source, sourceId });
    const command = await attachment(this.#messaging, request, { matterId, interactionId, need });
    const { state, sequence } = await create(this.#messaging, matter, command, reply);
    return { ...isAbout(state, interactionId, matterId), sequence };
  }

  @Get()
  @Allow('specialist', 'supervisor', 'manager', 'analyst', 'service')
  @Returns('Episodes, those opened last first; not of customers whom others look after')
  async list(
    @Query(EpisodesQuery) { customer, status, limit, cursor: from }: EpisodesQuery,
    @Actor() actor: Principal,
    @Ctx() request: FastifyRequest,
  ): Promise<Page<EpisodeFacts>> {
    const after = cursor.read(from);
    await caughtUp(this.#messaging, request);
    const customers = customer === undefined ? undefined : (await this.#messaging.identity.of(customer)).recorded;
    const staff = await this.#sights.staffSeenBy(actor);
    const rows = await listEpisodes(this.#messaging.pool, { customers, status, staff, after, limit: limit + 1 });
    return page(rows, limit, ({ openedAt, episodeId }) => cursor.write({ openedAt, episodeId }));
  }

  @Get(':episodeId')
  @Returns('An episode, and those about the same matter')
  async read(@Param('episodeId') id: string, @Reply() reply: FastifyReply): Promise<object> {
    const { episode, episodes, personal, version } = await episodeOf(this.#messaging, id);
    void reply.header('etag', etag(version));
    return { ...episode, ...personal, matter: episodes };
  }

  @Post(':episodeId/contacts')
  @HttpCode(200)
  @Returns(
    'Adds a recorded contact; after closing it opens an episode that follows, where the customer came again',
    EpisodeAnswer,
  )
  async attach(
    @Param('episodeId') id: string,
    @Body(AttachBody) { interactionId }: AttachBody,
    @Ctx() request: FastifyRequest,
    @Reply() reply: FastifyReply,
  ): Promise<unknown> {
    const { matterId } = (await episodeOf(this.#messaging, id)).episode;
    const { command, context } = await attachment(this.#messaging, request, { matterId, interactionId });
    const accepted = await this.#messaging.handle(matter, matterId, command, context);
    return answered(reply, accepted, { ...isAbout(accepted.state, interactionId, id) });
  }

  @Post(':episodeId/contacts/:interactionId/removals')
  @HttpCode(200)
  @Returns(
    'Takes a contact out that was put here by mistake: all is as if it had never been; it may be put to another',
    EpisodeAnswer,
  )
  async detach(
    @Param('episodeId') id: string,
    @Param('interactionId') interactionId: string,
    @Ctx() request: FastifyRequest,
    @Reply() reply: FastifyReply,
  ): Promise<unknown> {
    const { episodeId, matterId } = (await episodeOf(this.#messaging, id)).episode;
    const { command, context } = detachment(request, interactionId);
    const accepted = await this.#messaging.handle(matter, matterId, command, context);
    return answered(reply, accepted, { episodeId, matterId });
  }

  @Post(':episodeId/close')
  @HttpCode(200)
  @Returns('Closes what is open of its matter: the need is met, or given up', EpisodeAnswer)
  async close(
    @Param('episodeId') id: string,
    @Body(CloseBody) body: CloseBody,
    @Ctx() request: FastifyRequest,
    @Reply() reply: FastifyReply,
  ): Promise<unknown> {
    const { episodeId, matterId } = (await episodeOf(this.#messaging, id)).episode;
    const { command, context } = closing(request, body);
    const accepted = await this.#messaging.handle(matter, matterId, command, context);
    return answered(reply, accepted, { episodeId, matterId });
  }
}
