import type { EventsByService } from './catalogue.ts';

/**
 * What may set somebody to work, or keep them from it: a rule names one of these. Told often and never a reason to do
 * something are left out: points, identifiers, parts of an episode, what rules themselves lead to.
 */
export const WORK_RULE_EVENTS = {
  profile: [
    'CustomerRegistered',
    'LifecycleStageMoved',
    'ConsentWithdrawn',
    'DetailsConfirmed',
    'CustomerErasureRequested',
    'HealthChecked',
    'HealthFell',
    'AccountAssigned',
    'OpportunityRaised',
    'OpportunityMoved',
    'PlanActionAdded',
    'PlanActionChanged',
    'PlanActionClosed',
    'PlanActionOverdue',
  ],
  interactions: [
    'InteractionRecorded',
    'FeedbackGiven',
    'PurchaseRefunded',
    'OrderCancelled',
    'DeliveryMade',
    'RequirementsRecorded',
    'GoalReviewed',
    'EpisodeOpened',
    'EpisodeClosed',
    'EpisodePaused',
    'EpisodeResumed',
    'EpisodeResolutionFailed',
    'StandardWarned',
    'StandardBreached',
    'StandardEscalated',
    'StandardMet',
  ],
  complaints: [
    'ComplaintOpened',
    'ComplaintConfirmed',
    'ComplaintEmpathised',
    'ComplaintActedOn',
    'ComplaintClosed',
    'ComplaintNotSatisfied',
    'ComplaintPaused',
    'ComplaintResumed',
    'ComplaintReopened',
    'HouseClockWarned',
    'HouseClockBreached',
  ],
  loyalty: ['MemberEnrolled', 'PointsRedeemed'],
  analytics: [
    'SatisfactionMoved',
    'ValueClassMoved',
    'RetentionRiskMoved',
    'NextBestActionProposed',
    'NextBestActionDecided',
  ],
} as const satisfies { readonly [Service in keyof EventsByService]: readonly EventsByService[Service]['type'][] };
