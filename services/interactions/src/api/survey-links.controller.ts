import { Controller, Get, Inject, Post } from '@nestjs/common';
import { LinkedSurvey, Uuid } from '@rapport/contracts';
import type { Messaging } from '@rapport/messaging';
import { Body, MESSAGING, Param, Problem, Public, Returns } from '@rapport/service-kit';
import Type from 'typebox';
import { feedback } from '../domain/feedback.ts';
import { surveying, type Invitation } from '../domain/surveying.ts';
import { LinkAnswer } from './feedback-body.ts';
import { answerInvitation, answerTo } from './give-feedback.ts';
import { Token } from './survey-bodies.ts';
import { SurveyCatalogue } from './survey-catalogue.ts';
import type { SurveyLinks } from './survey-links.ts';

export const SURVEY_LINKS = Symbol('survey links');

const Recorded = Type.Object({ feedbackId: Uuid });

/** What the page of a link needs. The sealed token is all the right there is: it is good for one answer to one invitation. */
@Controller('v1/survey-links')
@Public()
export class SurveyLinksController {
  readonly #messaging: Messaging;
  readonly #surveys: SurveyCatalogue;
  readonly #links: SurveyLinks;

  constructor(
    @Inject(MESSAGING) messaging: Messaging,
    surveys: SurveyCatalogue,
    @Inject(SURVEY_LINKS) links: SurveyLinks,
  ) {
    this.#messaging = messaging;
    this.#surveys = surveys;
    this.#links = links;
  }

  @Get(':token')
  @Returns('What the link leads to: the survey, and whether it can be answered; nothing of who was asked', LinkedSurvey)
  async read(@Param('token', Token) token: string): Promise<LinkedSurvey> {
    const { invitation, expired } = await this.#invitation(token);
    const surveys = await this.#surveys.current();
    const { questionnaire, language } = invitation;
    const answered = await this.#messaging.load(feedback, answerTo(invitation));
    return {
      state: answered !== undefined ? 'answered' : expired ? 'expired' : 'open',
      questionnaire,
      ...(language !== undefined && { language }),
      form: surveys.version(questionnaire).form,
    };
  }

  @Post(':token/answers')
  @Returns('Answers the survey of the link, once', Recorded)
  async answer(
    @Param('token', Token) token: string,
    @Body(LinkAnswer) body: LinkAnswer,
  ): Promise<{ readonly feedbackId: string }> {
    const { invitation, expired } = await this.#invitation(token);
    if (expired) throw new Problem('link-expired', 'The time for an answer is over.');
    const { id, command, context } = answerInvitation(invitation, await this.#surveys.current(), body);
    const { repeated } = await this.#messaging.handle(feedback, id, command, context);
    if (repeated) throw new Problem('survey-answered', 'The survey was answered by this link before.');
    return { feedbackId: id };
  }

  /** From the state of the customer's invitations and not from a list, so that a link works as soon as it is given out. */
  async #invitation(token: string): Promise<{ readonly invitation: Invitation; readonly expired: boolean }> {
    const linked = this.#links.read(token);
    const asked = linked && (await this.#messaging.load(surveying, linked.customerId));
    const invitation = asked?.state.invitations.find(({ invitationId }) => invitationId === linked?.invitationId);
    if (linked === undefined || invitation === undefined) throw new Problem('not-found', 'There is no such link.');
    return { invitation, expired: Date.parse(linked.expiresAt) <= Date.now() };
  }
}
