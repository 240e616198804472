import type { Messaging } from '@rapport/messaging';
import { answerTo } from '../api/give-feedback.ts';
import type { SurveyLinks } from '../api/survey-links.ts';
import { feedback } from '../domain/feedback.ts';
import type { StyleLinks } from './style-links.ts';
import type { MessageFacts } from '../domain/message.ts';
import { ABOUT_INVITATION } from '../domain/invitation-message.ts';
import { STYLE_LINK } from '../domain/sending-rule.ts';
import type { Values } from '../domain/fill-template.ts';
import { surveying } from '../domain/surveying.ts';

/**
 * The link of the survey, or of the questionnaire on style, that a message is about: made when it is sent and kept nowhere; undefined
 * where it is about none. How long that on style works is one of the values of its message.
 */
export type SurveyLinkOf = (message: MessageFacts, values: Values) => Promise<string | undefined>;

export const surveyLinkOf =
  (messaging: Messaging, links: SurveyLinks, styles: StyleLinks): SurveyLinkOf =>
  async ({ customerId, about }, { linkExpiresAt }) => {
    if (about?.kind === STYLE_LINK && linkExpiresAt !== undefined) {
      return styles({ linkId: about.id, customerId, expiresAt: linkExpiresAt });
    }
    if (about?.kind !== ABOUT_INVITATION) return undefined;
    const asked = await messaging.load(surveying, customerId);
    const invitation = asked?.state.invitations.find(({ invitationId }) => invitationId === about.id);
    if (invitation === undefined) return 'answered';
    const isAnswered = (await messaging.load(feedback, answerTo(invitation))) !== undefined;
    return isAnswered ? 'answered' : links.link(invitation);
  };
