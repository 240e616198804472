import { sealedLinks } from '@rapport/service-kit';

/** What a link says: which invitation of which customer, and until when it works. */
export interface Linked {
  readonly invitationId: string;
  /** The id under which the customer was asked: where the invitation is kept. */
  readonly customerId: string;
  readonly expiresAt: string;
}

export interface SurveyLinks {
  /** Whether there is a key. */
  readonly ready: boolean;
  /** The link to an invitation. Throws `unavailable` where there is no key to seal it with. */
  link(linked: Linked): string;
  /** What a token says, or undefined where it is none of ours. */
  read(token: string): Linked | undefined;
}

export interface LinkSettings {
  /** The first seals; all of them are known, so that a key can be exchanged while links are on their way. */
  readonly SURVEY_LINK_KEYS?: readonly string[] | undefined;
  readonly SURVEY_LINK_BASE: string;
}

/** Links to the page of a survey, short enough for a text message. */
export function surveyLinks({ SURVEY_LINK_KEYS: keys, SURVEY_LINK_BASE: base }: LinkSettings): SurveyLinks {
  const sealed = sealedLinks('survey link', keys);
  return {
    ready: sealed.ready,
    link: ({ invitationId: linkId, ...rest }) => `${base}/s/${sealed.seal({ linkId, ...rest })}`,
    read(token) {
      const found = sealed.read(token);
      return found && { invitationId: found.linkId, customerId: found.customerId, expiresAt: found.expiresAt };
    },
  };
}
