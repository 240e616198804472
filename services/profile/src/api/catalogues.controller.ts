import { Controller, Get, Inject, Post } from '@nestjs/common';
import { oneOf } from '@rapport/contracts';
import {
  Actor,
  Allow,
  Body,
  commandContext,
  Ctx,
  etag,
  Param,
  Problem,
  Query,
  Reply,
  Returns,
  type Page,
  type Principal,
} from '@rapport/service-kit';
import type { FastifyReply, FastifyRequest } from 'fastify';
import Type, { type Static, type TSchema } from 'typebox';
import {
  CATALOGUES,
  HEALTH,
  LIFECYCLE,
  NEEDS,
  OPPORTUNITY,
  PRODUCTS,
  QUESTIONNAIRE,
  STYLE,
  type CatalogueKind,
} from './catalogue-kinds.ts';
import { published } from './catalogue-shapes.ts';
import { Catalogues } from './catalogues.ts';
import { ATTRIBUTES, PURPOSES } from './privacy-catalogues.ts';

const KINDS = {
  style: STYLE,
  'style-questionnaire': QUESTIONNAIRE,
  needs: NEEDS,
  health: HEALTH,
  opportunity: OPPORTUNITY,
  products: PRODUCTS,
  lifecycle: LIFECYCLE,
  purposes: PURPOSES,
  attributes: ATTRIBUTES,
} as const;
type Name = keyof typeof KINDS;

const NameParam = oneOf(CATALOGUES);
const VersionQuery = Type.Object(
  { version: Type.Optional(Type.Integer({ minimum: 1, maximum: 1_000_000, description: 'Now in force if not said' })) },
  { additionalProperties: false },
);
const Publications = {
  style: published(STYLE.schema),
  questionnaire: published(QUESTIONNAIRE.schema),
  needs: published(NEEDS.schema),
  health: published(HEALTH.schema),
  opportunity: published(OPPORTUNITY.schema),
  products: published(PRODUCTS.schema),
  lifecycle: published(LIFECYCLE.schema),
  purposes: published(PURPOSES.schema),
  attributes: published(ATTRIBUTES.schema),
};

interface Sent<Content> {
  readonly validFrom?: string;
  readonly content: Content;
}

/** Reference data that administrators edit: by publishing a new version. Texts are in English and Chinese. */
@Controller('v1')
@Allow('administrator')
export class CataloguesController {
  readonly #catalogues: Catalogues;

  constructor(@Inject(Catalogues) catalogues: Catalogues) {
    this.#catalogues = catalogues;
  }

  @Get('catalogues/:catalogue')
  @Allow('specialist', 'supervisor', 'manager', 'analyst', 'service', 'privacyOfficer', 'administrator')
  @Returns('A catalogue as it is in force, or one version of it')
  async read(
    @Param('catalogue', NameParam) catalogue: Name,
    @Query(VersionQuery) { version }: Static<typeof VersionQuery>,
    @Reply() reply: FastifyReply,
  ): Promise<unknown> {
    const kind = KINDS[catalogue];
    const found = await (version === undefined
      ? this.#catalogues.inForce<TSchema>(kind)
      : this.#catalogues.version<TSchema>(kind, version));
    if (!found) throw new Problem('not-found', `The catalogue ${catalogue} has no version ${version}.`);
    void reply.header('etag', etag(found.version));
    return { catalogue, ...found };
  }

  @Get('catalogues/:catalogue/versions')
  @Allow('specialist', 'supervisor', 'manager', 'analyst', 'service', 'privacyOfficer', 'administrator')
  @Returns('When each version became valid and who published it, the newest first')
  async versions(@Param('catalogue', NameParam) catalogue: Name): Promise<Page<unknown>> {
    const versions = await this.#catalogues.versions<TSchema>(KINDS[catalogue]);
    return { items: versions.map(({ content: _content, ...said }) => said).reverse(), next: null };
  }

  @Post('catalogue-versions/style')
  @Returns('Publishes a version of the styles: their marks, how to serve them, how to tell them apart')
  publishStyle(
    @Body(Publications.style) body: Static<typeof Publications.style>,
    @Actor() actor: Principal,
    @Ctx() request: FastifyRequest,
  ): Promise<unknown> {
    return this.#publish(STYLE, body, actor, request);
  }

  @Post('catalogue-versions/style-questionnaire')
  @Returns('Publishes a version of the questionnaire on style')
  publishQuestionnaire(
    @Body(Publications.questionnaire) body: Static<typeof Publications.questionnaire>,
    @Actor() actor: Principal,
    @Ctx() request: FastifyRequest,
  ): Promise<unknown> {
    return this.#publish(QUESTIONNAIRE, body, actor, request);
  }

  @Post('catalogue-versions/needs')
  @Returns('Publishes a version of motives, purposes, needs and orientations')
  publishNeeds(
    @Body(Publications.needs) body: Static<typeof Publications.needs>,
    @Actor() actor: Principal,
    @Ctx() request: FastifyRequest,
  ): Promise<unknown> {
    return this.#publish(NEEDS, body, actor, request);
  }

  @Post('catalogue-versions/health')
  @Returns('Publishes a version of the health indicators and their anchors')
  publishHealth(
    @Body(Publications.health) body: Static<typeof Publications.health>,
    @Actor() actor: Principal,
    @Ctx() request: FastifyRequest,
  ): Promise<unknown> {
    return this.#publish(HEALTH, body, actor, request);
  }

  @Post('catalogue-versions/opportunity')
  @Returns('Publishes a version of the stages of opportunities and how likely each is')
  publishOpportunity(
    @Body(Publications.opportunity) body: Static<typeof Publications.opportunity>,
    @Actor() actor: Principal,
    @Ctx() request: FastifyRequest,
  ): Promise<unknown> {
    return this.#publish(OPPORTUNITY, body, actor, request);
  }

  @Post('catalogue-versions/products')
  @Returns('Publishes a version of the products with their price list')
  publishProducts(
    @Body(Publications.products) body: Static<typeof Publications.products>,
    @Actor() actor: Principal,
    @Ctx() request: FastifyRequest,
  ): Promise<unknown> {
    return this.#publish(PRODUCTS, body, actor, request);
  }

  @Post('catalogue-versions/lifecycle')
  @Returns('Publishes a version of the rules by which silence moves lifecycle stages')
  publishLifecycle(
    @Body(Publications.lifecycle) body: Static<typeof Publications.lifecycle>,
    @Actor() actor: Principal,
    @Ctx() request: FastifyRequest,
  ): Promise<unknown> {
    return this.#publish(LIFECYCLE, body, actor, request);
  }

  @Post('catalogue-versions/purposes')
  @Allow('privacyOfficer', 'administrator')
  @Returns('Publishes a version of the purposes that customers may be contacted for')
  publishPurposes(
    @Body(Publications.purposes) body: Static<typeof Publications.purposes>,
    @Actor() actor: Principal,
    @Ctx() request: FastifyRequest,
  ): Promise<unknown> {
    return this.#publish(PURPOSES, body, actor, request);
  }

  @Post('catalogue-versions/attributes')
  @Allow('privacyOfficer', 'administrator')
  @Returns('Publishes a version of the personal attributes: why each is kept, for how long, and who answers for it')
  publishAttributes(
    @Body(Publications.attributes) body: Static<typeof Publications.attributes>,
    @Actor() actor: Principal,
    @Ctx() request: FastifyRequest,
  ): Promise<unknown> {
    return this.#publish(ATTRIBUTES, body, actor, request);
  }

  async #publish<Content extends TSchema>(
    kind: CatalogueKind<Content>,
    { content, validFrom }: Sent<Static<Content>>,
    { id: actor }: Principal,
    request: FastifyRequest,
  ): Promise<unknown> {
    const { expectedVersion } = commandContext(request, { subject: `catalogue:${kind.name}` });
    const version = await this.#catalogues.publish(kind, { content, validFrom, actor, expectedVersion });
    return { catalogue: kind.name, ...version };
  }
}
