import { derivedId } from '@rapport/contracts';
import type { Command } from '@rapport/messaging';
import { commandContext, itemId } from '@rapport/service-kit';
import type { FastifyRequest } from 'fastify';
import type { GiveFeedback } from '../domain/feedback.ts';
import type { Invitation } from '../domain/surveying.ts';
import type { FeedbackBody, LinkAnswer } from './feedback-body.ts';
import type { Surveys } from './survey-catalogue.ts';

export function giveFeedback(request: FastifyRequest, surveys: Surveys, body: FeedbackBody): Command<GiveFeedback> {
  const { occurredAt, source, sourceId, imported, answers = [], comment, ...said } = body;
  const id = itemId({ source, sourceId });
  return {
    id,
    command: {
      type: 'GiveFeedback',
      facts: { feedbackId: id, ...said, answers },
      asked: said.questionnaire && surveys.version(said.questionnaire).form,
      comment,
    },
    context: commandContext(request, { subject: said.customerId, occurredAt, imported }),
  };
}

/** The id of the answer to an invitation: there can be one. */
export const answerTo = ({ invitationId }: Invitation): string => derivedId(`answer to ${invitationId}`);

/** An answer by link. The customer is not signed in: the link is all that is known of who answers. */
export function answerInvitation(
  invitation: Invitation,
  surveys: Surveys,
  { answers = [], comment, ...said }: LinkAnswer,
): Command<GiveFeedback> {
  const { invitationId, customerId, survey, questionnaire, interactionId, channel } = invitation;
  const id = answerTo(invitation);
  const about = { ...(interactionId !== undefined && { interactionId }), ...(channel !== undefined && { channel }) };
  return {
    id,
    command: {
      type: 'GiveFeedback',
      facts: { feedbackId: id, customerId, survey, ...said, answers, ...about, questionnaire, invitationId },
      asked: surveys.version(questionnaire).form,
      comment,
    },
    context: { subject: customerId, actor: 'link' },
  };
}
