import { derivedId, type MessageChannel } from '@rapport/contracts';
import type { RequestMessage } from './message.commands.ts';
import type { Invitation } from './surveying.ts';

/** What messages about invitations are about. */
export const ABOUT_INVITATION = 'surveyInvitation';

/** The template by which an invitation is sent. */
export const invitationTemplate = (channel: MessageChannel): string =>
  channel === 'email' ? 'surveyInvitation' : `surveyInvitation.${channel}`;

/** The message of an invitation has an id that follows from it: asked for again, it is the same one. */
export const invitationMessageId = (invitationId: string): string => derivedId(`message of invitation ${invitationId}`);

/** The message that brings an invitation; it is no use any more when the link is over, or after `keepUntil`. */
export function invitationMessage(
  { invitationId, customerId, language, expiresAt }: Invitation,
  channel: MessageChannel,
  template: { readonly version: number; readonly purpose: string },
  keepUntil: string,
): RequestMessage {
  return {
    type: 'RequestMessage',
    facts: {
      messageId: invitationMessageId(invitationId),
      customerId,
      purpose: template.purpose,
      channel,
      template: { code: invitationTemplate(channel), version: template.version },
      ...(language !== undefined && { language }),
      about: { kind: ABOUT_INVITATION, id: invitationId },
      expiresAt: expiresAt < keepUntil ? expiresAt : keepUntil,
    },
    words: {},
  };
}
