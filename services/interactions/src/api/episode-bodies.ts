import { Code, EPISODE_ENDS, Instant, oneOf, Uuid } from '@rapport/contracts';
import { origin, paging } from '@rapport/service-kit';
import Type, { type Static } from 'typebox';
import { closed, Text } from './bodies.ts';

export const OpenEpisodeBody = Type.Object(
  {
    interactionId: { ...Uuid, description: 'The contact that it began with' },
    need: Type.Optional({ ...Text, description: 'What the customer needs, in its words. Personal: kept here' }),
    source: origin.source,
    sourceId: origin.sourceId,
  },
  closed,
);
export type OpenEpisodeBody = Static<typeof OpenEpisodeBody>;

export const AttachBody = Type.Object({ interactionId: Uuid }, closed);
export type AttachBody = Static<typeof AttachBody>;

export const CloseBody = Type.Object({ reason: oneOf(EPISODE_ENDS), occurredAt: origin.occurredAt }, closed);
export type CloseBody = Static<typeof CloseBody>;

export const PauseEpisodeBody = Type.Object(
  {
    reason: Type.Optional({ ...Code, description: 'What we wait for from the customer, as documents' }),
    occurredAt: origin.occurredAt,
  },
  closed,
);
export type PauseEpisodeBody = Static<typeof PauseEpisodeBody>;

export const ResumeEpisodeBody = Type.Object({ occurredAt: origin.occurredAt }, closed);
export type ResumeEpisodeBody = Static<typeof ResumeEpisodeBody>;

export const EpisodesQuery = Type.Object(
  {
    customer: Type.Optional({ ...Uuid, description: "One customer's, under all its ids; everybody's where left out" }),
    status: Type.Enum(['open', 'closed', 'all'], { default: 'open' }),
    ...paging,
  },
  closed,
);
export type EpisodesQuery = Static<typeof EpisodesQuery>;

/** The key of a page of episodes. */
export const EpisodePlace = Type.Object({ openedAt: Instant, episodeId: Uuid }, closed);

export const EpisodeAnswer = Type.Object({
  episodeId: Uuid,
  matterId: Uuid,
  sequence: Type.Integer(),
});
