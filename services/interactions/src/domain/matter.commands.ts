import type { PassTime } from '@rapport/decider';
import type { Contact, EpisodeEnd } from './episode.ts';

/** A contact about the matter became known; the first one opens it. */
export interface AttachContact {
  readonly type: 'AttachContact';
  readonly matterId: string;
  /** The contact's own. The matter lies under that of its first contact, which of a merged customer may be another. */
  readonly customerId: string;
  /** All ids of a customer that was merged. */
  readonly customerIds?: readonly string[] | undefined;
  readonly contact: Contact;
  /** What the customer needs, in its words. */
  readonly need?: string | undefined;
}

/** A contact was put to the matter by mistake. */
export interface DetachContact {
  readonly type: 'DetachContact';
  readonly interactionId: string;
  readonly at: string;
}

export interface CloseEpisode {
  readonly type: 'CloseEpisode';
  readonly at: string;
  readonly reason: EpisodeEnd;
}

/** From now on we wait for the customer. */
export interface PauseEpisode {
  readonly type: 'PauseEpisode';
  readonly at: string;
  readonly reason?: string | undefined;
}

/** What we waited for has come. */
export interface ResumeEpisode {
  readonly type: 'ResumeEpisode';
  readonly at: string;
}

export type MatterCommand = AttachContact | DetachContact | CloseEpisode | PauseEpisode | ResumeEpisode | PassTime;
