import type { Messaging } from '@rapport/messaging';
import { answerTo } from '../api/give-feedback.ts';
import type { SurveyLinks } from '../api/survey-links.ts';
import { feedback } from '../domain/feedback.ts';
import type { MessageFacts } from '../domain/message.ts';
import { ABOUT_INVITATION } from '../domain/invitation-message.ts';
import { surveying } from '../domain/surveying.ts';

/** The link of the survey that a message is about, made when it is sent and kept nowhere; undefined where it is about none. */
export type SurveyLinkOf = (message: MessageFacts) => Promise<string | undefined>;

export const surveyLinkOf =
  (messaging: Messaging, links: SurveyLinks): SurveyLinkOf =>
  async ({ customerId, about }) => {
    if (about?.kind !== ABOUT_INVITATION) return undefined;
    const asked = await messaging.load(surveying, customerId);
    const invitation = asked?.state.invitations.find(({ invitationId }) => invitationId === about.id);
    if (invitation === undefined) return 'answered';
    const isAnswered = (await messaging.load(feedback, answerTo(invitation))) !== undefined;
    return isAnswered ? 'answered' : links.link(invitation);
  };
