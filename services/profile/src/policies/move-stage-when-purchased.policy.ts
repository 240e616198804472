import { definePolicy, ignored } from '@rapport/messaging';
import type { MoveStage } from '../domain/customer.commands.ts';

/** A purchase may move its customer's lifecycle stage; so do purchases of the past, which set nobody to work. */
export const moveStageWhenPurchased = definePolicy({
  name: 'move-stage-when-purchased',
  from: ['interactions'],
  workOnImported: true,
  on: {
    InteractionRecorded: ignored,
    FeedbackGiven: ignored,
    SurveyInvited: ignored,
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
    PurchaseMade: ({ subject, data, occurredAt }) => {
      const command = { type: 'MoveStage', because: 'purchase', at: occurredAt } satisfies MoveStage;
      return [{ decider: 'customer', id: data.customerId, subject, command }];
    },
  },
});
