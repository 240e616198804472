import type { RecordedEvent } from '@rapport/contracts';
import type { CustomerDocument } from './customer-document.ts';
import type { FigureCode } from './view-figures.ts';

type EventType = RecordedEvent['type'];

/** The events that a figure is made of. */
export interface Behind {
  readonly types: readonly EventType[];
  /** Only those whose fact of this name is one of these. */
  readonly among?: { readonly fact: string; readonly values: readonly string[] };
  /** Only those that happened then or later. */
  readonly since?: string;
}

const EPISODES = [
  'EpisodeOpened',
  'EpisodeContactAdded',
  'EpisodeClosed',
  'EpisodePaused',
  'EpisodeResumed',
  'EpisodeResolutionConfirmed',
  'EpisodeResolutionFailed',
  'EpisodeCorrected',
  'EpisodeContactRemoved',
  'EpisodeDissolved',
] as const satisfies readonly EventType[];

const COMPLAINTS = [
  'ComplaintOpened',
  'ComplaintConfirmed',
  'ComplaintEmpathised',
  'ComplaintActedOn',
  'ComplaintNotSatisfied',
  'ComplaintClosed',
  'ComplaintReopened',
  'ComplaintPaused',
  'ComplaintResumed',
  'HouseClockWarned',
  'HouseClockBreached',
] as const satisfies readonly EventType[];

const PROMISES = [
  'PromiseMade',
  'PromiseRenegotiated',
  'PromiseReassigned',
  'PromiseBroken',
] as const satisfies readonly EventType[];
const CALL_BACKS = ['CallBackScheduled', 'CallBackAttempted', 'CallBackMissed'] as const satisfies readonly EventType[];

/** Whatever may be an experience: how much each is worth is said where satisfaction is worked out. */
const EXPERIENCES = [
  'FeedbackGiven',
  'InteractionRecorded',
  'DeliveryMade',
  'EpisodeClosed',
  'EpisodeResolutionFailed',
  'EpisodeCorrected',
  'EpisodeContactRemoved',
  'EpisodeDissolved',
  'ComplaintOpened',
  'ComplaintClosed',
  'ComplaintReopened',
  'HouseClockBreached',
  'HistoricComplaintRecorded',
  'StandardMet',
  'StandardBreached',
  'PromiseKept',
  'PromiseBroken',
] as const satisfies readonly EventType[];

const STANDARDS = [
  'StandardClockOpened',
  'StandardClockPaused',
  'StandardClockResumed',
  'StandardWarned',
  'StandardBreached',
  'StandardEscalated',
] as const;
const WORK = [
  'WorkItemRaised',
  'WorkItemAssigned',
  'WorkItemClaimed',
  'WorkItemRescheduled',
  'WorkItemOverdue',
  'WorkItemEscalated',
  'WorkItemDone',
  'WorkItemCancelled',
  'WorkItemExpired',
] as const satisfies readonly EventType[];

const MESSAGES = [
  'MessageSent',
  'MessageSuppressed',
  'MessageFailed',
  'MessageBounced',
  'MessageDelivered',
  'MessageOpened',
] as const satisfies readonly EventType[];

const DETAILS = ['CustomerRegistered', 'CustomerDetailsChanged', 'IdentifierAdded'] as const;

/** The first of the twelve calendar months (UTC) that end with that of `at`. */
export function yearUpTo(at: string): string {
  const day = new Date(at);
  return new Date(Date.UTC(day.getUTCFullYear(), day.getUTCMonth() - 11, 1)).toISOString();
}

/** What was bought, given back and said in the months that were looked at, and what was told of it. */
function classBehind({ valueClass }: CustomerDocument): Behind {
  const types = ['ValueClassMoved', 'PurchaseMade', 'PurchaseRefunded', 'InteractionRecorded'] as const;
  if (!valueClass) return { types: ['ValueClassMoved'] };
  const [year = 0, month = 1] = valueClass.month.split('-').map(Number);
  return { types, since: new Date(Date.UTC(year, month - valueClass.months, 1)).toISOString() };
}

const daysBefore = (at: string, days: number): string => new Date(Date.parse(at) - days * 86_400_000).toISOString();

/** How long people's marks and answers count before the newest of them. */
function styleSince({ style }: CustomerDocument): Pick<Behind, 'since'> {
  if (!style) return {};
  const span = Date.parse(style.until) - Date.parse(style.asOf);
  return { since: new Date(Date.parse(style.asOf) - span).toISOString() };
}

/** Of each figure: which events of the customer, given what the view says. */
export const BEHIND: Readonly<Record<FigureCode, (view: CustomerDocument) => Behind>> = {
  party: () => ({ types: ['CustomerRegistered', 'CustomerIdentified', 'CustomersMerged', 'CustomersUnmerged'] }),
  details: () => ({ types: ['CustomerRegistered', 'CustomerDetailsChanged'] }),
  identifiers: () => ({ types: ['IdentifierAdded', 'CustomerIdentified', 'CustomersMerged', 'CustomersUnmerged'] }),
  stage: () => ({ types: ['CustomerRegistered', 'LifecycleStageMoved'] }),
  merged: () => ({ types: ['CustomersMerged', 'CustomerAbsorbed', 'CustomersUnmerged', 'CustomerRestored'] }),
  contacts: () => ({ types: ['InteractionRecorded'] }),
  purchases: () => ({ types: ['PurchaseMade', 'PurchaseRefunded'] }),
  purchasesYear: ({ asOf }) => ({ types: ['PurchaseMade', 'PurchaseRefunded'], since: yearUpTo(asOf) }),
  openComplaints: ({ complaints: { open } }) => ({
    types: COMPLAINTS,
    among: { fact: 'complaintId', values: open.map(({ complaintId }) => complaintId) },
  }),
  closedComplaints: () => ({ types: ['ComplaintClosed', 'ComplaintReopened', 'HistoricComplaintRecorded'] }),
  openPromises: ({ promises: { open } }) => ({
    types: PROMISES,
    among: { fact: 'promiseId', values: open.map(({ promiseId }) => promiseId) },
  }),
  keptPromises: () => ({ types: ['PromiseKept'], among: { fact: 'late', values: ['false'] } }),
  brokenPromises: () => ({ types: ['PromiseBroken'] }),
  openCallBacks: ({ callBacks: { open } }) => ({
    types: CALL_BACKS,
    among: { fact: 'callBackId', values: open.map(({ callBackId }) => callBackId) },
  }),
  openEpisodes: ({ episodes: { open } }) => ({
    types: EPISODES,
    among: { fact: 'episodeId', values: open.map(({ episodeId }) => episodeId) },
  }),
  openWork: ({ work: { open } }) => ({
    types: WORK,
    among: { fact: 'workItemId', values: open.map(({ workItemId }) => workItemId) },
  }),
  openStandards: ({ standards: { open } }) => ({
    types: STANDARDS,
    among: { fact: 'clockId', values: open.map(({ clockId }) => clockId) },
  }),
  resolution: () => ({ types: EPISODES }),
  tier: () => ({ types: ['MemberEnrolled'] }),
  points: () => ({ types: ['PointsReleased', 'PointsRedeemed', 'PointsReversed'] }),
  pendingPoints: () => ({ types: ['PointsEarned', 'PointsReleased', 'PointsReversed'] }),
  owedPoints: () => ({ types: ['PointsReversed', 'PointsReleased'] }),
  feedback: () => ({ types: ['FeedbackGiven'] }),
  satisfaction: () => ({ types: ['SatisfactionMoved', ...EXPERIENCES] }),
  risk: () => ({
    types: ['RetentionRiskMoved', 'PurchaseMade', 'PurchaseRefunded', 'MemberEnrolled', ...EXPERIENCES],
  }),
  valueClass: classBehind,
  trend: () => ({ types: EXPERIENCES }),
  owed: () => ({ types: EXPERIENCES }),
  lifetimeValue: () => ({ types: ['CustomerValueEstimated', 'PurchaseMade', 'PurchaseRefunded'] }),
  shareOfWallet: () => ({ types: ['CustomerValueEstimated', 'FeedbackGiven', 'PurchaseMade', 'PurchaseRefunded'] }),
  serviceStrategy: ({ serviceStrategy }) => ({
    types: ['ServiceStrategyProposed', 'InteractionRecorded'],
    ...(serviceStrategy && { since: daysBefore(serviceStrategy.asOf, serviceStrategy.days) }),
  }),
  nextBestAction: () => ({ types: ['NextBestActionProposed', 'NextBestActionDecided', 'ValueClassMoved'] }),
  style: view => ({ types: ['StyleMarksObserved', 'StyleQuestionnaireAnswered'], ...styleSince(view) }),
  needs: () => ({ types: ['CustomerNeedNoted', 'CustomerNeedRemoved'] }),
  health: () => ({ types: ['HealthChecked', 'HealthFell'] }),
  computedHealth: () => ({ types: ['SatisfactionMoved', 'RetentionRiskMoved'] }),
  account: () => ({ types: ['AccountAssigned'] }),
  consents: () => ({ types: ['ConsentGiven', 'ConsentWithdrawn', 'CustomersMerged', 'CustomersUnmerged'] }),
  staleDetails: () => ({ types: ['DetailsConfirmed', ...DETAILS] }),
  messages: ({ messages: { last } }) => ({
    types: MESSAGES,
    among: { fact: 'messageId', values: last.map(({ messageId }) => messageId) },
  }),
  undeliverable: () => ({ types: ['AddressBecameUndeliverable', 'AddressRestored'] }),
  opportunities: () => ({ types: ['OpportunityRaised', 'OpportunityMoved'] }),
  planActions: () => ({ types: ['PlanActionAdded', 'PlanActionChanged', 'PlanActionClosed', 'PlanActionOverdue'] }),
};
