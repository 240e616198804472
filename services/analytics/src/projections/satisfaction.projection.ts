import type { EventMeta, RecordedEvent } from '@rapport/contracts';
import { bulkUpsert, defineProjection, ignored, type Tx } from '@rapport/messaging';
import { livedInContact, livedInSurvey, scored, type Lived, type Scores } from './experience.ts';
import { addRepairs, linkCause, noRepairs, repairedAt, type Repairs } from './repairs.ts';
import { markDue } from './satisfaction-due.ts';
import { monthSums, type MonthSums } from './month-sums.ts';

const NO_CAUSE = '00000000-0000-0000-0000-000000000000';

interface Fold extends Scores {
  readonly experiences: Record<string, unknown>[];
  readonly sums: MonthSums;
  readonly repairs: Repairs;
  /** Whose satisfaction may be another now. */
  readonly due: Set<string>;
}

/**
 * What satisfaction is computed from when it is asked: app.experiences (one row an experience, to open the events behind a
 * number), app.experience_sums (their faded sums a customer and month) and app.repairs (which causes were put right).
 * Marks in app.satisfaction_due whom it is to be told of.
 */
export const satisfaction = defineProjection({
  name: 'satisfaction',
  from: ['profile', 'interactions', 'complaints'] as const,
  begin: async (_events: readonly RecordedEvent[], tx: Tx): Promise<Fold> => {
    const scoring = await currentScoring(tx);
    return { ...scoring, experiences: [], sums: monthSums(scoring.halfLifeDays), repairs: noRepairs(), due: new Set() };
  },
  on: {
    CustomersMerged: together,
    CustomersUnmerged: together,
    CustomerAbsorbed: ignored,
    CustomerRestored: ignored,
    CustomerRegistered: ignored,
    IdentifierAdded: ignored,
    CustomerIdentified: ignored,
    CustomerDetailsChanged: ignored,
    LifecycleStageMoved: ignored,
    InteractionRecorded: (event, fold: Fold) => live(fold, event, livedInContact(event, fold)),
    FeedbackGiven: (event, fold: Fold) => live(fold, event, livedInSurvey(event, fold)),
    PurchaseMade: ignored,
    ComplaintOpened: (event, fold: Fold) => {
      linkCause(fold.repairs, event);
      live(fold, event, scored(fold, 'complaintOpened', event.data.complaintId));
    },
    HistoricComplaintRecorded: (event, fold: Fold) =>
      live(fold, event, scored(fold, 'complaintOpened', event.data.complaintId)),
    HouseClockBreached: (event, fold: Fold) =>
      live(fold, event, scored(fold, 'standardBreached', event.data.complaintId)),
    ComplaintClosed: (event, fold: Fold) => {
      if (!event.data.recovered) return;
      repairedAt(fold.repairs, event, event.occurredAt);
      fold.due.add(event.data.customerId);
      live(fold, event, scored(fold, 'complaintRecovered', event.data.complaintId));
    },
    ComplaintReopened: (event, fold: Fold) => {
      repairedAt(fold.repairs, event, null);
      fold.due.add(event.data.customerId);
    },
    ComplaintConfirmed: ignored,
    ComplaintEmpathised: ignored,
    ComplaintActedOn: ignored,
    ComplaintNotSatisfied: ignored,
    ComplaintPaused: ignored,
    ComplaintResumed: ignored,
    HouseClockWarned: ignored,
  },
  commit: async ({ experiences, sums, repairs, due }, tx) => {
    await bulkUpsert(tx, 'app.experiences', experiences, {
      key: ['recorded_customer_id', 'occurred_at', 'event_id', 'kind'],
      update: 'nothing',
    });
    await bulkUpsert(tx, 'app.experience_sums', sums.rows(), {
      key: ['recorded_customer_id', 'month_end', 'bad', 'cause_id'],
      update: { n: 't.n + excluded.n', weights: 't.weights + excluded.weights', scores: 't.scores + excluded.scores' },
    });
    await addRepairs(tx, repairs);
    await markDue(tx, due);
  },
});

/** Who becomes one, or two again, has the experiences of both, or only its own. */
function together({ data }: { readonly data: { survivorId: string; absorbedId: string } }, { due }: Fold): void {
  due.add(data.survivorId).add(data.absorbedId);
}

function live(
  fold: Fold,
  { id, occurredAt, data }: Pick<EventMeta, 'id' | 'occurredAt'> & { readonly data: { readonly customerId: string } },
  lived: readonly Lived[],
): void {
  for (const { kind, score, causeId } of lived) {
    // Only what can be repaired needs to be told apart by its cause.
    const cause = score < 0 && causeId !== null ? causeId : NO_CAUSE;
    fold.experiences.push({
      event_id: id,
      kind,
      recorded_customer_id: data.customerId,
      occurred_at: occurredAt,
      score,
      cause_id: cause,
    });
    fold.due.add(data.customerId);
    fold.sums.add(data.customerId, occurredAt, score, cause);
  }
}

async function currentScoring(tx: Tx): Promise<Scores & { readonly halfLifeDays: number }> {
  const { rows } = await tx.query<{ kind: string; score: number; halfLifeDays: number; servqualPerPoint: number }>(
    `select s.kind, s.score, c.half_life_days as "halfLifeDays", c.servqual_per_point as "servqualPerPoint"
     from app.scores s join app.scorings c using (version) where version = (select max(version) from app.scorings)`,
  );
  const first = rows[0];
  if (!first) throw new Error('there is no scoring: the migrations of this service have not run');
  const { halfLifeDays, servqualPerPoint } = first;
  return { halfLifeDays, servqualPerPoint, byKind: new Map(rows.map(({ kind, score }) => [kind, score])) };
}
