import { sealedLinks, type SealedLink } from '@rapport/service-kit';

interface Settings {
  readonly SURVEY_LINK_KEYS?: readonly string[] | undefined;
  readonly SURVEY_LINK_BASE?: string | undefined;
}

/** The link by which a customer answers the questionnaire on style. */
export type StyleLinks = (link: SealedLink) => string;

/** Sealed as profile does that reads them: whoever sends a message is the only one who needs the link. */
export function styleLinks({ SURVEY_LINK_KEYS: keys, SURVEY_LINK_BASE: base = '' }: Settings): StyleLinks {
  const sealed = sealedLinks('style link', keys);
  return link => `${base}/q/${sealed.seal(link)}`;
}
