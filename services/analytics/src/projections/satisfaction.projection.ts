import {
  complaintsEvents,
  type EventMeta,
  interactionsEvents,
  profileEvents,
  type RecordedEvent,
} from '@rapport/contracts';
import { bulkUpsert, defineProjection, each, ignoring } from '@rapport/messaging';
import { asDue, due, dueTogether, type Due } from './due-marks.ts';
import { addRepairs, customersOf, linkCause, noRepairs, repairedAt, type Repairs } from './repairs.ts';
import { markDue } from './satisfaction-due.ts';

interface Fold {
  readonly complaints: Record<string, unknown>[];
  readonly repairs: Repairs;
  /** Whose satisfaction may be another now. */
  readonly due: Due;
}

/**
 * What satisfaction is computed from beside the facts of contacts and surveys: app.complaint_experiences (what a customer
 * lived through with a complaint) and app.repairs (which causes were put right). The view app.experiences scores them all.
 * Marks in app.satisfaction_due whose satisfaction is to be worked out again.
 */
export const satisfaction = defineProjection({
  name: 'satisfaction',
  from: ['profile', 'interactions', 'complaints'] as const,
  begin: (_events: readonly RecordedEvent[]): Fold => ({ complaints: [], repairs: noRepairs(), due: new Map() }),
  on: {
    ...ignoring(profileEvents),
    ...ignoring(interactionsEvents),
    ...ignoring(complaintsEvents),
    CustomersMerged: ({ data }, fold: Fold) => dueTogether(fold.due, data),
    CustomersUnmerged: ({ data }, fold: Fold) => dueTogether(fold.due, data),
    ...each(['InteractionRecorded', 'FeedbackGiven', 'DeliveryMade', 'StandardMet', 'StandardBreached'], mark),
    ...each(
      ['EpisodeOpened', 'EpisodeContactAdded', 'EpisodeContactRemoved', 'EpisodeClosed', 'EpisodeCorrected'],
      mark,
    ),
    ...each(['EpisodeResolutionConfirmed', 'EpisodeResolutionFailed', 'EpisodeDissolved'], mark),
    ...each(['PromiseKept', 'PromiseBroken'], mark),
    ComplaintOpened: (event, fold: Fold) => {
      linkCause(fold.repairs, event);
      lived(fold, event, 'complaintOpened');
    },
    HistoricComplaintRecorded: (event, fold: Fold) => lived(fold, event, 'complaintOpened'),
    HouseClockBreached: (event, fold: Fold) => lived(fold, event, 'standardBreached'),
    ComplaintClosed: (event, fold: Fold) => {
      if (!event.data.recovered) return;
      repairedAt(fold.repairs, event, event.occurredAt);
      lived(fold, event, 'complaintRecovered');
    },
    ComplaintReopened: (event, fold: Fold) => {
      repairedAt(fold.repairs, event, null);
      mark(event, fold);
    },
  },
  commit: async ({ complaints, repairs }, tx) => {
    await bulkUpsert(tx, 'app.complaint_experiences', complaints, {
      key: ['recorded_customer_id', 'occurred_at', 'event_id'],
      update: 'nothing',
    });
    await addRepairs(tx, repairs);
  },
  mark: (fold, tx) => markDue(tx, fold.due),
  rebuild: {
    tables: { 'app.complaint_experiences': 'recorded_customer_id', 'app.repairs': 'complaint_id' },
    changed: async (whose, tx, table) =>
      markDue(tx, asDue(table === 'app.repairs' ? await customersOf(tx, whose) : whose)),
  },
});

type Lived = EventMeta & { readonly data: { readonly customerId: string } };

function mark(event: Lived, fold: Fold): void {
  due(fold.due, event.data.customerId, event);
}

function lived(fold: Fold, event: Lived & { readonly data: { readonly complaintId: string } }, kind: string): void {
  const { id, occurredAt, data } = event;
  fold.complaints.push({
    event_id: id,
    kind,
    recorded_customer_id: data.customerId,
    occurred_at: occurredAt,
    complaint_id: data.complaintId,
  });
  mark(event, fold);
}
