import type { RecordedEvent } from '@rapport/contracts';
import { bulkUpsert, defineProjection, ignored, type Tx } from '@rapport/messaging';
import { iso } from './view-row.ts';
import { widestGap } from './widest-gap.ts';

export const TIMELINE_KINDS = [
  'contact',
  'feedback',
  'purchase',
  'complaint',
  'promise',
  'loyalty',
  'profile',
  'satisfaction',
  'work',
] as const;
export type TimelineKind = (typeof TIMELINE_KINDS)[number];

type Facts = Readonly<Record<string, unknown>>;
type Fold = Facts[];

/** Adds the event to the timeline as this kind, with the facts that a reader of the line wants to know. */
function entry<Event extends RecordedEvent>(kind: TimelineKind, summary: (data: Event['data']) => Facts) {
  return ({ id, type, source, subject, occurredAt, data }: Event, fold: Fold): void => {
    const customer = 'customerId' in data ? data.customerId : subject;
    const about = { customer_id: customer, occurred_at: occurredAt, event_id: id };
    fold.push({ ...about, kind, type, service: source, summary: summary(data) });
  };
}

/** All facts of the event but the ids that say whose they are, and lists. */
function plain(data: object): Facts {
  return Object.fromEntries(
    Object.entries(data).filter(([key, value]) => key !== 'customerId' && !Array.isArray(value)),
  );
}

const contact = entry('contact', plain);
const complaint = entry('complaint', plain);
const promise = entry('promise', plain);
const profile = entry('profile', plain);
const loyalty = entry('loyalty', plain);

/** Work that concerns no customer is on nobody's timeline. */
const work = <Event extends RecordedEvent>(event: Event, fold: Fold): void => {
  if ('customerId' in event.data && event.data.customerId !== undefined) entry('work', plain)(event, fold);
};

/** Every event of a customer under the id as recorded (table app.timeline). */
export const timeline = defineProjection({
  name: 'timeline',
  from: ['profile', 'interactions', 'complaints', 'loyalty', 'analytics'],
  begin: (): Fold => [],
  on: {
    CustomerRegistered: profile,
    IdentifierAdded: profile,
    CustomerIdentified: profile,
    CustomerDetailsChanged: entry('profile', data => ({ ...data })),
    LifecycleStageMoved: profile,
    CustomersMerged: profile,
    CustomersUnmerged: profile,
    CustomerAbsorbed: profile,
    CustomerRestored: profile,
    MergeRefused: profile,
    DuplicateDismissed: profile,
    ConsentGiven: profile,
    ConsentWithdrawn: profile,
    DetailsConfirmed: profile,
    CustomerErasureRequested: profile,
    CustomerErasureRefused: profile,
    CustomerErased: profile,
    LegalHoldPlaced: profile,
    LegalHoldReleased: profile,
    CustomerDataExported: ignored,
    StyleMarksObserved: profile,
    StyleLinkGiven: profile,
    StyleQuestionnaireAnswered: profile,
    StaffStyleAppraised: ignored,
    CustomerNeedNoted: profile,
    CustomerNeedRemoved: profile,
    HealthChecked: profile,
    HealthFell: profile,
    AccountDescribed: profile,
    AccountAssigned: profile,
    ParentEnterpriseSet: profile,
    ContactPersonLinked: profile,
    ContactPersonUnlinked: profile,
    AbsenceArranged: ignored,
    AbsenceCancelled: ignored,
    OpportunityRaised: profile,
    OpportunityMoved: profile,
    PlanActionAdded: profile,
    PlanActionChanged: profile,
    PlanActionClosed: profile,
    PlanActionOverdue: profile,
    LessonLogged: profile,
    StageReviewDue: ignored,
    StageKept: ignored,
    StaffDescribed: ignored,
    TeamDescribed: ignored,
    InteractionRecorded: entry('contact', plain),
    FeedbackGiven: entry('feedback', data => ({
      ...plain(data),
      ...('answers' in data && { answers: data.answers.length, ...widestGap(data.answers) }),
    })),
    SurveyInvited: entry('feedback', plain),
    MessageRequested: ignored,
    MessageHeld: ignored,
    MessageReleased: ignored,
    MessageSent: contact,
    MessageSuppressed: contact,
    MessageFailed: contact,
    MessageBounced: contact,
    MessageDelivered: contact,
    MessageOpened: contact,
    CustomerUnsubscribed: contact,
    MessageCounted: ignored,
    MessageUncounted: ignored,
    AddressBecameUndeliverable: contact,
    AddressRestored: contact,
    KnowledgeUsed: contact,
    KnowledgeRated: ignored,
    EpisodeOpened: entry('contact', plain),
    EpisodeContactAdded: entry('contact', plain),
    EpisodeClosed: entry('contact', plain),
    EpisodePaused: entry('contact', plain),
    EpisodeResumed: entry('contact', plain),
    EpisodeResolutionConfirmed: entry('contact', plain),
    EpisodeResolutionFailed: entry('contact', plain),
    EpisodeCorrected: entry('contact', plain),
    EpisodeContactRemoved: entry('contact', plain),
    EpisodeDissolved: entry('contact', plain),
    RequirementsRecorded: entry('purchase', plain),
    OrderPlaced: entry('purchase', plain),
    OrderCancelled: entry('purchase', plain),
    PurchaseRefunded: entry('purchase', plain),
    DeliveryMade: entry('purchase', plain),
    GoalSet: entry('purchase', plain),
    GoalReviewed: entry('purchase', plain),
    CalendarTold: ignored,
    StandardClockOpened: entry('contact', plain),
    StandardClockPaused: entry('contact', plain),
    StandardClockResumed: entry('contact', plain),
    StandardWarned: entry('contact', plain),
    StandardBreached: entry('contact', plain),
    StandardEscalated: entry('contact', plain),
    StandardMet: entry('contact', plain),
    StandardClockStopped: entry('contact', plain),
    WorkItemPlanned: ignored,
    WorkItemPlanDropped: ignored,
    WorkItemRaised: work,
    WorkItemAssigned: work,
    WorkItemClaimed: work,
    WorkItemRescheduled: work,
    WorkItemOverdue: work,
    WorkItemEscalated: work,
    WorkItemDone: work,
    WorkItemCancelled: work,
    WorkItemExpired: work,
    ContactQueued: ignored,
    ContactTaken: ignored,
    ContactLeft: ignored,
    ConductObserved: ignored,
    CoachingGiven: ignored,
    PurchaseMade: entry('purchase', data => ({ ...plain(data), ...('lines' in data && { lines: data.lines.length }) })),
    ComplaintOpened: complaint,
    ComplaintConfirmed: complaint,
    ComplaintEmpathised: complaint,
    ComplaintActedOn: complaint,
    ComplaintClosed: complaint,
    ComplaintNotSatisfied: complaint,
    ComplaintPaused: complaint,
    ComplaintResumed: complaint,
    ComplaintReopened: complaint,
    HouseClockWarned: complaint,
    HouseClockBreached: complaint,
    PromiseMade: promise,
    PromiseRenegotiated: promise,
    PromiseReassigned: promise,
    PromiseKept: promise,
    PromiseBroken: promise,
    PromiseReleased: promise,
    CallBackScheduled: complaint,
    CallBackAttempted: complaint,
    CallBackDone: complaint,
    CallBackMissed: complaint,
    CallBackCancelled: complaint,
    HistoricComplaintRecorded: complaint,
    MemberEnrolled: loyalty,
    PointsEarned: loyalty,
    PointsReleased: loyalty,
    PointsRedeemed: loyalty,
    PointsReversed: loyalty,
    SatisfactionMoved: entry('satisfaction', plain),
    RetentionRiskMoved: entry('profile', data => ({ ...plain(data), reasons: data.reasons.join(' ') })),
    ValueClassMoved: profile,
    CustomerValueEstimated: entry('profile', ({ estimates: [first], ...data }) => ({
      ...plain(data),
      ...(first && { amount: first.value, expectedPurchases: first.expectedPurchases }),
    })),
    ServiceStrategyProposed: profile,
    NextBestActionProposed: profile,
    NextBestActionDecided: profile,
  },
  async commit(fold, tx) {
    const key = ['customer_id', 'occurred_at', 'event_id'];
    await bulkUpsert(tx, 'app.timeline', fold, { key, update: 'nothing' });
  },
  rebuild: { tables: { 'app.timeline': 'customer_id' } },
});

export interface TimelineItem {
  readonly eventId: string;
  readonly type: string;
  readonly kind: TimelineKind;
  readonly occurredAt: string;
  readonly service: string;
  readonly summary: Facts;
}

/** Only events of these types, with one of these values in a fact, since then. */
export interface TimelineFilter {
  readonly kind?: TimelineKind | undefined;
  readonly types?: readonly string[];
  readonly among?: { readonly fact: string; readonly values: readonly string[] };
  readonly since?: string;
}

export interface TimelineAsked extends TimelineFilter {
  readonly recorded: readonly string[];
  readonly before?: { readonly occurredAt: string; readonly eventId: string } | undefined;
  readonly limit: number;
}

const MATCHES = `($2::text is null or kind = $2) and ($3::text[] is null or type = any($3))
  and ($4::text is null or summary->>$4 = any($5::text[])) and ($6::timestamptz is null or occurred_at >= $6)`;

const filterValues = ({ kind, types, among, since }: TimelineFilter): unknown[] => [
  kind ?? null,
  types ?? null,
  among?.fact ?? null,
  among?.values ?? null,
  since ?? null,
];

/** Newest first, over all ids that are one customer now. */
export async function readTimeline(
  tx: Tx,
  { recorded, before, limit, ...filter }: TimelineAsked,
): Promise<TimelineItem[]> {
  const { rows } = await tx.query<TimelineItem>(
    `select t.* from unnest($1::uuid[]) r(id) cross join lateral (
       select event_id as "eventId", type, kind, ${iso('occurred_at')} as "occurredAt", service, summary
       from app.timeline where customer_id = r.id and ${MATCHES}
         and ($7::timestamptz is null or (occurred_at, event_id) < ($7, $8::uuid))
       order by occurred_at desc, event_id desc limit $9
     ) t order by "occurredAt" desc, "eventId" desc limit $9`,
    [recorded, ...filterValues(filter), before?.occurredAt ?? null, before?.eventId ?? null, limit],
  );
  return rows;
}

/** How many events of these recorded customers there are of that kind. */
export async function countTimeline(tx: Tx, recorded: readonly string[], filter: TimelineFilter): Promise<number> {
  const { rows } = await tx.query<{ n: number }>(
    `select count(*) as n from app.timeline where customer_id = any($1::uuid[]) and ${MATCHES}`,
    [recorded, ...filterValues(filter)],
  );
  return rows[0]?.n ?? 0;
}
