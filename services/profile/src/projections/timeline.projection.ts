import type { RecordedEvent } from '@rapport/contracts';
import { bulkUpsert, defineProjection, ignored, type Tx } from '@rapport/messaging';
import { iso } from './view-row.ts';
import { widestGap } from './widest-gap.ts';

export const TIMELINE_KINDS = ['contact', 'feedback', 'purchase', 'complaint', 'loyalty', 'profile'] as const;
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

const complaint = entry('complaint', plain);
const profile = entry('profile', plain);
const loyalty = entry('loyalty', plain);

/** Every event of a customer under the id as recorded (table app.timeline). */
export const timeline = defineProjection({
  name: 'timeline',
  from: ['profile', 'interactions', 'complaints', 'loyalty'],
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
    InteractionRecorded: entry('contact', plain),
    FeedbackGiven: entry('feedback', data => ({
      ...plain(data),
      ...('answers' in data && { answers: data.answers.length, ...widestGap(data.answers) }),
    })),
    SurveyInvited: entry('feedback', plain),
    EpisodeOpened: entry('contact', plain),
    EpisodeContactAdded: entry('contact', plain),
    EpisodeClosed: entry('contact', plain),
    EpisodeResolutionConfirmed: entry('contact', plain),
    EpisodeResolutionFailed: entry('contact', plain),
    EpisodeCorrected: entry('contact', plain),
    RequirementsRecorded: entry('purchase', plain),
    OrderPlaced: entry('purchase', plain),
    OrderCancelled: entry('purchase', plain),
    PurchaseRefunded: entry('purchase', plain),
    DeliveryMade: entry('purchase', plain),
    GoalSet: entry('purchase', plain),
    GoalReviewed: entry('purchase', plain),
    // That it began to run is told by the contact; the view shows what runs.
    StandardClockOpened: ignored,
    StandardWarned: entry('contact', plain),
    StandardBreached: entry('contact', plain),
    StandardEscalated: entry('contact', plain),
    StandardMet: entry('contact', plain),
    StandardClockStopped: entry('contact', plain),
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
    HistoricComplaintRecorded: complaint,
    MemberEnrolled: loyalty,
    PointsEarned: loyalty,
    PointsReleased: loyalty,
    PointsRedeemed: loyalty,
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

export interface TimelineAsked {
  readonly recorded: readonly string[];
  readonly kind?: TimelineKind | undefined;
  readonly before?: { readonly occurredAt: string; readonly eventId: string } | undefined;
  readonly limit: number;
}

/** Newest first, over all ids that are one customer now. */
export async function readTimeline(tx: Tx, { recorded, kind, before, limit }: TimelineAsked): Promise<TimelineItem[]> {
  const { rows } = await tx.query<TimelineItem>(
    `select t.* from unnest($1::uuid[]) r(id) cross join lateral (
       select event_id as "eventId", type, kind, ${iso('occurred_at')} as "occurredAt", service, summary
       from app.timeline where customer_id = r.id and ($2::text is null or kind = $2)
         and ($3::timestamptz is null or (occurred_at, event_id) < ($3, $4::uuid))
       order by occurred_at desc, event_id desc limit $5
     ) t order by "occurredAt" desc, "eventId" desc limit $5`,
    [recorded, kind ?? null, before?.occurredAt ?? null, before?.eventId ?? null, limit],
  );
  return rows;
}
