import { definePolicy, ignored } from '@rapport/messaging';
import { contactOf } from '../domain/contact-of.ts';
import type { AttachContact } from '../domain/matter.commands.ts';
import { mattersOf, type Matters } from './matters-of.ts';

/** A contact of which it was said what it is about belongs to an episode. History has episodes too; they set nobody to work. */
export const attachContactToEpisode = definePolicy({
  name: 'attach-contact-to-episode',
  from: ['interactions'],
  workOnImported: true,
  begin: mattersOf,
  on: {
    InteractionRecorded: ({ data, occurredAt }, matters: Matters) => {
      const { episodeId, customerId } = data;
      if (episodeId === undefined) return [];
      const { matterId, of } = matters.about(episodeId, customerId);
      const contact = contactOf(data, occurredAt);
      const command = { type: 'AttachContact', matterId, customerId: of, contact } satisfies AttachContact;
      return [{ decider: 'matter', id: matterId, subject: of, command }];
    },
    FeedbackGiven: ignored,
    SurveyInvited: ignored,
    PurchaseMade: ignored,
    EpisodeOpened: ignored,
    EpisodeContactAdded: ignored,
    EpisodeClosed: ignored,
    EpisodeResolutionConfirmed: ignored,
    EpisodeResolutionFailed: ignored,
    EpisodeCorrected: ignored,
    RequirementsRecorded: ignored,
    OrderPlaced: ignored,
    OrderCancelled: ignored,
    PurchaseRefunded: ignored,
    DeliveryMade: ignored,
    GoalSet: ignored,
    GoalReviewed: ignored,
  },
});
