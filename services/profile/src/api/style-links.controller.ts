import { Controller, Get, Inject, Post } from '@nestjs/common';
import { Instant, LinkedStyle, MESSAGE_CHANNELS, oneOf, Uuid } from '@rapport/contracts';
import { DomainError } from '@rapport/decider';
import type { Messaging } from '@rapport/messaging';
import {
  Allow,
  Body,
  commandContext,
  Ctx,
  MESSAGING,
  newId,
  Param,
  Problem,
  Public,
  Returns,
  type SealedLink,
} from '@rapport/service-kit';
import type { FastifyRequest } from 'fastify';
import Type, { type Static } from 'typebox';
import { styleLink } from '../domain/style-link.ts';
import { styleAppraisal } from '../domain/style-appraisal.ts';
import { QUESTIONNAIRE } from './catalogue-kinds.ts';
import { Catalogues } from './catalogues.ts';
import { knownCustomer } from './known-customer.ts';
import { AnswersBody } from './style-bodies.ts';
import { shownTo } from './style-link-shown.ts';
import { STYLE_LINKS, type StyleLinks } from './style-links.ts';

const DAY_MS = 86_400_000;
const closed = { additionalProperties: false };
const LinkBody = Type.Object(
  {
    linkDays: Type.Optional(Type.Integer({ minimum: 1, maximum: 90, description: 'How long it works; default 14' })),
    sendBy: Type.Optional(
      oneOf(
        MESSAGE_CHANNELS,
        'Sends it by a message of this channel, where one is set up for it; else it is given out',
      ),
    ),
  },
  closed,
);
type LinkBody = Static<typeof LinkBody>;
const LinkAnswers = Type.Object(
  { version: AnswersBody.properties.version, answers: AnswersBody.properties.answers },
  closed,
);
type LinkAnswers = Static<typeof LinkAnswers>;
const Token = Type.String({ pattern: '^[A-Za-z0-9_-]{20,100}$', description: 'The last part of a link' });
const Given = Type.Object({ linkId: Uuid, expiresAt: Instant, link: Type.String() });

/** The questionnaire on style by a link for the customer alone. The sealed token is all the right there is, for one answer. */
@Controller('v1')
export class StyleLinksController {
  readonly #messaging: Messaging;
  readonly #catalogues: Catalogues;
  readonly #links: StyleLinks;

  constructor(
    @Inject(MESSAGING) messaging: Messaging,
    @Inject(Catalogues) catalogues: Catalogues,
    @Inject(STYLE_LINKS) links: StyleLinks,
  ) {
    this.#messaging = messaging;
    this.#catalogues = catalogues;
    this.#links = links;
  }

  @Post('customers/:id/style-links')
  @Allow('specialist', 'supervisor', 'manager', 'service')
  @Returns('A link by which the customer answers the questionnaire on style, once', Given)
  async give(
    @Param('id') customerId: string,
    @Body(LinkBody) { linkDays = 14, sendBy }: LinkBody,
    @Ctx() request: FastifyRequest,
  ): Promise<Static<typeof Given>> {
    await knownCustomer(this.#messaging, customerId);
    const linkId = newId();
    const expiresAt = new Date(Date.now() + linkDays * DAY_MS).toISOString();
    if (sendBy !== undefined) {
      const facts = { linkId, customerId, sendBy, expiresAt };
      const context = commandContext(request, { subject: customerId });
      await this.#messaging.handle(styleLink, linkId, { type: 'GiveStyleLink', facts }, context);
    }
    const { sealed, base } = this.#links;
    return { linkId, expiresAt, link: `${base}/q/${sealed.seal({ linkId, customerId, expiresAt })}` };
  }

  @Get('style-links/:token')
  @Public()
  @Returns(
    'What the link leads to: the questionnaire, and whether it can be answered; nothing of who was asked',
    LinkedStyle,
  )
  async read(@Param('token', Token) token: string): Promise<LinkedStyle> {
    const { linkId, expiresAt } = await this.#open(token);
    const answered = await this.#messaging.load(styleAppraisal, linkId);
    const { version, content } = await this.#catalogues.inForce(QUESTIONNAIRE);
    const state = answered !== undefined ? 'answered' : Date.parse(expiresAt) <= Date.now() ? 'expired' : 'open';
    return { state, version, form: shownTo(content) };
  }

  @Post('style-links/:token/answers')
  @Public()
  @Returns('Answers the questionnaire of the link, once', Type.Object({ appraisalId: Uuid }))
  async answer(
    @Param('token', Token) token: string,
    @Body(LinkAnswers) { version, answers }: LinkAnswers,
  ): Promise<{ readonly appraisalId: string }> {
    const { linkId, customerId, expiresAt } = await this.#open(token);
    if (Date.parse(expiresAt) <= Date.now()) throw new Problem('link-expired', 'The time for an answer is over.');
    const shown = await (version === undefined
      ? this.#catalogues.inForce(QUESTIONNAIRE)
      : this.#catalogues.version(QUESTIONNAIRE, version));
    if (!shown) throw new DomainError('survey-unknown', `The questionnaire has no version ${version}.`);
    const questionnaire = { version: shown.version, ...shown.content };
    const about = { customerId };
    const command = { type: 'AnswerStyleQuestionnaire', appraisalId: linkId, about, answers, questionnaire } as const;
    const context = { subject: customerId, actor: 'link' };
    const { repeated } = await this.#messaging.handle(styleAppraisal, linkId, command, context);
    if (repeated) throw new Problem('survey-answered', 'The questionnaire was answered by this link before.');
    return { appraisalId: linkId };
  }

  /** Of a customer who was erased since there is no link any more. */
  async #open(token: string): Promise<SealedLink> {
    const found = this.#links.sealed.read(token);
    if (found === undefined) throw new Problem('not-found', 'There is no such link.');
    try {
      await knownCustomer(this.#messaging, found.customerId);
    } catch (error) {
      if (error instanceof DomainError) throw new Problem('not-found', 'There is no such link.');
      throw error;
    }
    return found;
  }
}
