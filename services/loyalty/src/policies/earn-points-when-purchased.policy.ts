import { definePolicy, ignored } from '@rapport/messaging';
import type { EarnPoints } from '../domain/account.commands.ts';

/** Works on imported history too: a member gets what the purchase would have earned then. Points set nobody to work. */
export const earnPointsWhenPurchased = definePolicy({
  name: 'earn-points-when-purchased',
  from: ['interactions'],
  workOnImported: true,
  on: {
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
    PurchaseMade: ({ data: { purchaseId, customerId, amount }, subject, occurredAt }) => [
      {
        decider: 'account',
        id: customerId,
        subject,
        command: {
          type: 'EarnPoints',
          purchaseId,
          purchasedAt: occurredAt,
          minor: amount.minor,
        } satisfies EarnPoints,
      },
    ],
    InteractionRecorded: ignored,
    FeedbackGiven: ignored,
    SurveyInvited: ignored,
  },
});
