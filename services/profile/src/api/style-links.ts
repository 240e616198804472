import { sealedLinks, type SealedLinks } from '@rapport/service-kit';

export const STYLE_LINKS = Symbol('links to the questionnaire on style');

export interface StyleLinks {
  readonly sealed: SealedLinks;
  /** The origin of the gateway as customers reach it. */
  readonly base: string;
}

export interface StyleLinkSettings {
  readonly SURVEY_LINK_KEYS?: readonly string[] | undefined;
  readonly SURVEY_LINK_BASE?: string | undefined;
}

/** The same keys as for surveys, and other seals: a link to one opens no other. */
export const styleLinks = ({ SURVEY_LINK_KEYS: keys, SURVEY_LINK_BASE: base = '' }: StyleLinkSettings): StyleLinks => ({
  sealed: sealedLinks('style link', keys),
  base,
});
