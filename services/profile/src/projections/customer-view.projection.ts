import type { RecordedEvent } from '@rapport/contracts';
import { bulkUpsert, defineProjection, ignored, markChanged, type Tx } from '@rapport/messaging';
import { later } from './latest.ts';
import { toldRisk } from './risk-told.ts';
import { toldClass } from './value-class-told.ts';
import { foldContact, foldFeedback, foldPurchase, foldRefund } from './view-fold.ts';
import { lockRows, type ViewRow } from './view-row.ts';

interface Fold {
  readonly rows: ReadonlyMap<string, ViewRow>;
  readonly changed: Set<string>;
}

interface AboutCustomer {
  readonly data: { readonly customerId: string };
  readonly occurredAt: string;
}

/** The row that an event is about, noted as changed. */
function changedRow({ rows, changed }: Fold, { data: { customerId } }: Pick<AboutCustomer, 'data'>): ViewRow {
  const row = rows.get(customerId);
  if (!row) throw new Error(`the view of ${customerId} was not read`);
  changed.add(customerId);
  return row;
}

/** The same, noted as seen too. */
function rowOf(fold: Fold, event: AboutCustomer): ViewRow {
  const row = changedRow(fold, event);
  row.seen_at = later(row.seen_at, event.occurredAt);
  return row;
}

const touch = (event: AboutCustomer, fold: Fold): void => void rowOf(fold, event);

function together({ data }: { readonly data: { survivorId: string; absorbedId: string } }, { changed }: Fold): void {
  changed.add(data.survivorId).add(data.absorbedId);
}

/** What is to be done changes the document, and says nothing of when the customer was seen. */
const worked = ({ data: { customerId } }: { readonly data: { readonly customerId?: string } }, fold: Fold): void => {
  if (customerId !== undefined) changedRow(fold, { data: { customerId } });
};

const customerOf = ({ data }: RecordedEvent): string[] =>
  'customerId' in data && data.customerId !== undefined ? [data.customerId] : [];

async function read(events: readonly RecordedEvent[], tx: Tx): Promise<Fold> {
  return { rows: await lockRows(tx, events.flatMap(customerOf)), changed: new Set() };
}

/**
 * The 360° view, one row a recorded customer (table app.customer_view). Each fold gives the same result in whatever
 * order events of different services arrive. Marks the document of the current customer for publication.
 */
export const customerView = defineProjection({
  name: 'customer-view',
  from: ['profile', 'interactions', 'complaints', 'loyalty', 'analytics'],
  begin: read,
  on: {
    CustomerRegistered(event, fold) {
      const row = rowOf(fold, event);
      row.party_type = event.data.partyType;
      row.anonymous = event.data.anonymous;
      row.stage ??= 'prospect';
      row.registered_at = event.occurredAt;
    },
    IdentifierAdded: touch,
    CustomerIdentified(event, fold) {
      rowOf(fold, event).anonymous = false;
    },
    CustomerDetailsChanged: touch,
    LifecycleStageMoved(event, fold) {
      const row = rowOf(fold, event);
      row.stage = event.data.to;
      row.purchased_on = event.data.purchasedOn ?? row.purchased_on;
    },
    CustomersMerged: together,
    CustomersUnmerged: together,
    CustomerAbsorbed: touch,
    CustomerRestored: touch,
    // Decided about them, and shown in no part of the view.
    MergeRefused: ignored,
    DuplicateDismissed: ignored,
    ConsentGiven: touch,
    ConsentWithdrawn: touch,
    DetailsConfirmed: touch,
    CustomerErasureRequested: touch,
    CustomerErasureRefused: ignored,
    CustomerErased: (event, fold) => void changedRow(fold, event),
    LegalHoldPlaced: ignored,
    LegalHoldReleased: ignored,
    CustomerDataExported: ignored,
    // Kept in tables of their own, whose projections mark the document.
    StyleMarksObserved: ignored,
    StyleLinkGiven: ignored,
    StyleQuestionnaireAnswered: ignored,
    StaffStyleAppraised: ignored,
    CustomerNeedNoted: ignored,
    CustomerNeedRemoved: ignored,
    HealthChecked: ignored,
    HealthFell: ignored,
    AccountDescribed: ignored,
    AccountAssigned: ignored,
    ParentEnterpriseSet: ignored,
    ContactPersonLinked: ignored,
    ContactPersonUnlinked: ignored,
    AbsenceArranged: ignored,
    AbsenceCancelled: ignored,
    OpportunityRaised: ignored,
    OpportunityMoved: ignored,
    PlanActionAdded: ignored,
    PlanActionChanged: ignored,
    PlanActionClosed: ignored,
    PlanActionOverdue: ignored,
    LessonLogged: ignored,
    StageReviewDue: ignored,
    StageKept: ignored,
    StaffDescribed: ignored,
    TeamDescribed: ignored,
    InteractionRecorded: (event, fold) => foldContact(rowOf(fold, event), event.data, event.occurredAt),
    FeedbackGiven: (event, fold) => foldFeedback(rowOf(fold, event), event.data, event.occurredAt),
    SurveyInvited: touch,
    MessageRequested: ignored,
    MessageHeld: ignored,
    MessageReleased: ignored,
    MessageSent: ignored,
    MessageSuppressed: ignored,
    MessageFailed: ignored,
    MessageBounced: ignored,
    MessageDelivered: ignored,
    MessageOpened: ignored,
    CustomerUnsubscribed: ignored,
    MessageCounted: ignored,
    MessageUncounted: ignored,
    AddressBecameUndeliverable: ignored,
    AddressRestored: ignored,
    KnowledgeUsed: ignored,
    KnowledgeRated: ignored,
    CalendarTold: ignored,
    EpisodeOpened: touch,
    EpisodeContactAdded: touch,
    EpisodeClosed: touch,
    EpisodePaused: touch,
    EpisodeResumed: touch,
    EpisodeResolutionConfirmed: touch,
    EpisodeResolutionFailed: touch,
    EpisodeCorrected: touch,
    EpisodeContactRemoved: touch,
    EpisodeDissolved: touch,
    RequirementsRecorded: touch,
    OrderPlaced: touch,
    OrderCancelled: touch,
    PurchaseRefunded: (event, fold) => foldRefund(rowOf(fold, event), event.data, event.occurredAt),
    DeliveryMade: touch,
    GoalSet: touch,
    GoalReviewed: touch,
    StandardClockOpened: ignored,
    StandardClockPaused: ignored,
    StandardClockResumed: ignored,
    StandardWarned: ignored,
    StandardBreached: ignored,
    StandardEscalated: ignored,
    StandardMet: ignored,
    StandardClockStopped: ignored,
    WorkItemPlanned: ignored,
    WorkItemPlanDropped: ignored,
    WorkItemRaised: worked,
    WorkItemAssigned: worked,
    WorkItemClaimed: worked,
    WorkItemRescheduled: worked,
    WorkItemOverdue: worked,
    WorkItemEscalated: worked,
    WorkItemDone: worked,
    WorkItemCancelled: worked,
    WorkItemExpired: worked,
    ContactQueued: ignored,
    ContactTaken: ignored,
    ContactLeft: ignored,
    ConductObserved: ignored,
    CoachingGiven: ignored,
    PurchaseMade: (event, fold) => foldPurchase(rowOf(fold, event), event.data, event.occurredAt),
    ComplaintOpened: touch,
    ComplaintConfirmed: touch,
    ComplaintEmpathised: touch,
    ComplaintActedOn: touch,
    ComplaintClosed: touch,
    ComplaintNotSatisfied: touch,
    ComplaintPaused: ignored,
    ComplaintResumed: touch,
    ComplaintReopened: touch,
    HouseClockWarned: ignored,
    PromiseMade: touch,
    PromiseRenegotiated: touch,
    PromiseReassigned: worked,
    PromiseKept: worked,
    PromiseBroken: worked,
    PromiseReleased: touch,
    CallBackScheduled: worked,
    CallBackAttempted: worked,
    CallBackDone: touch,
    CallBackMissed: worked,
    CallBackCancelled: worked,
    HouseClockBreached: touch,
    HistoricComplaintRecorded: touch,
    MemberEnrolled(event, fold) {
      rowOf(fold, event).tier = event.data.tier;
    },
    PointsEarned(event, fold) {
      rowOf(fold, event).pending += event.data.points;
    },
    PointsReleased(event, fold) {
      const row = rowOf(fold, event);
      const { points, settled = 0 } = event.data;
      row.pending -= points;
      row.points += points - settled;
      row.owed -= settled;
    },
    PointsReversed(event, fold) {
      const row = rowOf(fold, event);
      row.pending -= event.data.fromPending;
      row.points -= event.data.fromAvailable;
      row.owed += event.data.owed;
    },
    PointsRedeemed(event, fold) {
      rowOf(fold, event).points -= event.data.points;
    },
    CustomerValueEstimated: ignored,
    ServiceStrategyProposed: ignored,
    NextBestActionProposed: ignored,
    NextBestActionDecided: ignored,
    // Computed, not heard of the customer: it makes nobody the last seen.
    SatisfactionMoved(event, fold) {
      const row = changedRow(fold, event);
      row.satisfaction = event.data.value;
      row.satisfaction_at = event.occurredAt;
    },
    RetentionRiskMoved(event, fold) {
      changedRow(fold, event).risk = toldRisk(event, event.occurredAt);
    },
    ValueClassMoved(event, fold) {
      changedRow(fold, event).value_class = toldClass(event, event.occurredAt);
    },
  },
  async commit({ rows }, tx) {
    await bulkUpsert(
      tx,
      'app.customer_view',
      [...rows.values()].map(row => ({ ...row })),
      { key: ['customer_id'] },
    );
  },
  async mark({ rows, changed }, tx) {
    // Absorbed ids are marked too: theirs becomes a tombstone by a merge and a document again by its undoing.
    // Of whom only other services have spoken yet, there is nothing to publish.
    await markChanged(
      tx,
      [...changed].filter(id => rows.get(id)?.party_type !== null),
    );
  },
  rebuild: { tables: { 'app.customer_view': 'customer_id' }, changed: (customers, tx) => markChanged(tx, customers) },
});
