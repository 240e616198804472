import { Controller, Get, HttpCode, Inject, Post } from '@nestjs/common';
import { Code, derivedId } from '@rapport/contracts';
import { DomainError } from '@rapport/decider';
import type { Messaging } from '@rapport/messaging';
import {
  Actor,
  Allow,
  Body,
  caughtUp,
  commandContext,
  create,
  Ctx,
  cursorOf,
  MESSAGING,
  page,
  Param,
  Query,
  Reply,
  Returns,
  type Page,
  type Principal,
} from '@rapport/service-kit';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { VersionKey, VersionsQuery } from '../api/survey-bodies.ts';
import { validityOf } from '../api/validity.ts';
import { interaction } from '../domain/interaction.ts';
import { knowledgeUse } from '../domain/knowledge-use.ts';
import { usefulness } from '../projections/knowledge-uses.query.ts';
import { KnowledgeBody, KnowledgeQuery, Published, UseBody, Used } from './bodies.ts';
import { KnowledgeTable, type KnowledgeVersion } from './knowledge-table.ts';
import { measured, type Usefulness } from './usefulness.ts';

const cursor = cursorOf(VersionKey);

/** Articles and reply templates: found by words, used in contacts. */
@Controller('v1/knowledge')
@Allow('specialist', 'supervisor', 'manager', 'analyst', 'service', 'administrator')
export class KnowledgeController {
  readonly #messaging: Messaging;
  readonly #knowledge: KnowledgeTable;

  constructor(@Inject(MESSAGING) messaging: Messaging, knowledge: KnowledgeTable) {
    this.#messaging = messaging;
    this.#knowledge = knowledge;
  }

  @Get()
  @Returns(
    'Articles and reply templates in force that have all the words asked for, in English or Chinese, the best first',
  )
  async search(@Query(KnowledgeQuery) { query, kind, limit }: KnowledgeQuery): Promise<Page<KnowledgeVersion>> {
    return { items: await this.#knowledge.search(query, kind, limit), next: null };
  }

  @Get(':code')
  @Returns('One article or reply template in the version in force', Published)
  read(@Param('code', Code) code: string): Promise<KnowledgeVersion> {
    return this.#knowledge.find(code);
  }

  @Get(':code/versions')
  @Returns('All its versions, newest first')
  async versions(
    @Param('code', Code) code: string,
    @Query(VersionsQuery) { limit, cursor: after }: VersionsQuery,
  ): Promise<Page<KnowledgeVersion>> {
    const rows = await this.#knowledge.versions(code, cursor.read(after)?.version, limit + 1);
    return page(rows, limit, ({ version }) => cursor.write({ version }));
  }

  @Post(':code/versions')
  @Allow('supervisor', 'manager', 'administrator')
  @Returns('Publishes a new version of it, or a new one; earlier versions stay as they are', Published)
  publish(
    @Param('code', Code) code: string,
    @Body(KnowledgeBody) { form, validFrom }: KnowledgeBody,
    @Actor() actor: Principal,
  ): Promise<KnowledgeVersion> {
    return this.#knowledge.publish(code, form, validityOf(validFrom), actor.id);
  }

  @Get(':code/usefulness')
  @Returns('How often each version was used, found helpful, and went with a need that was met in one contact')
  async usefulness(@Param('code', Code) code: string, @Ctx() request: FastifyRequest): Promise<Page<Usefulness>> {
    await caughtUp(this.#messaging, request);
    return { items: (await usefulness(this.#messaging.pool, code)).map(measured), next: null };
  }

  @Post(':code/uses')
  @HttpCode(201)
  @Allow('specialist', 'supervisor', 'manager', 'service')
  @Returns('Records that it was used in a contact; 200 where that was recorded before', Used)
  async use(
    @Param('code', Code) code: string,
    @Body(UseBody) { interactionId, language, version: wanted }: UseBody,
    @Ctx() request: FastifyRequest,
    @Reply() reply: FastifyReply,
  ): Promise<unknown> {
    const { version, form } = await this.#knowledge.find(code, wanted);
    const contact = await this.#messaging.load(interaction, interactionId);
    if (contact === undefined) {
      const errors = [{ pointer: '/interactionId', message: 'is no contact that was recorded' }];
      throw new DomainError('interaction-unknown', 'No contact of this id was recorded.', errors);
    }
    const customerId = contact.subject;
    const useId = derivedId(`use of ${code} in ${interactionId}`);
    const facts = { useId, customerId, interactionId, kind: form.kind, code, version, language };
    const context = commandContext(request, { subject: customerId });
    const { sequence } = await create(
      this.#messaging,
      knowledgeUse,
      { id: useId, command: { type: 'UseKnowledge', facts }, context },
      reply,
    );
    return { useId, sequence };
  }
}
