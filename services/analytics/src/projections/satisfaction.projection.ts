import {
  complaintsEvents,
  type EventMeta,
  interactionsEvents,
  profileEvents,
  type RecordedEvent,
} from '@rapport/contracts';
import { bulkUpsert, defineProjection, ignoring } from '@rapport/messaging';
import { addRepairs, customersOf, linkCause, noRepairs, repairedAt, type Repairs } from './repairs.ts';
import { markDue } from './satisfaction-due.ts';

interface Fold {
  readonly complaints: Record<string, unknown>[];
  readonly repairs: Repairs;
  /** Whose satisfaction may be another now. */
  readonly due: Set<string>;
}

/**
 * What satisfaction is computed from beside the facts of contacts and surveys: app.complaint_experiences (what a customer
 * lived through with a complaint) and app.repairs (which causes were put right). The view app.experiences scores them all.
 * Marks in app.satisfaction_due whose satisfaction is to be worked out again.
 */
export const satisfaction = defineProjection({
  name: 'satisfaction',
  from: ['profile', 'interactions', 'complaints'] as const,
  begin: (_events: readonly RecordedEvent[]): Fold => ({ complaints: [], repairs: noRepairs(), due: new Set() }),
  on: {
    ...ignoring(profileEvents),
    ...ignoring(interactionsEvents),
    ...ignoring(complaintsEvents),
    CustomersMerged: together,
    CustomersUnmerged: together,
    InteractionRecorded: ({ data }, { due }: Fold) => void due.add(data.customerId),
    FeedbackGiven: ({ data }, { due }: Fold) => void due.add(data.customerId),
    EpisodeOpened: ({ data }, { due }: Fold) => void due.add(data.customerId),
    EpisodeContactAdded: ({ data }, { due }: Fold) => void due.add(data.customerId),
    EpisodeClosed: ({ data }, { due }: Fold) => void due.add(data.customerId),
    EpisodeResolutionConfirmed: ({ data }, { due }: Fold) => void due.add(data.customerId),
    EpisodeResolutionFailed: ({ data }, { due }: Fold) => void due.add(data.customerId),
    EpisodeCorrected: ({ data }, { due }: Fold) => void due.add(data.customerId),
    EpisodeContactRemoved: ({ data }, { due }: Fold) => void due.add(data.customerId),
    EpisodeDissolved: ({ data }, { due }: Fold) => void due.add(data.customerId),
    DeliveryMade: ({ data }, { due }: Fold) => void due.add(data.customerId),
    StandardMet: ({ data }, { due }: Fold) => void due.add(data.customerId),
    StandardBreached: ({ data }, { due }: Fold) => void due.add(data.customerId),
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
      fold.due.add(event.data.customerId);
    },
  },
  commit: async ({ complaints, repairs }, tx) => {
    await bulkUpsert(tx, 'app.complaint_experiences', complaints, {
      key: ['recorded_customer_id', 'occurred_at', 'event_id'],
      update: 'nothing',
    });
    await addRepairs(tx, repairs);
  },
  mark: ({ due }, tx) => markDue(tx, due),
  rebuild: {
    tables: { 'app.complaint_experiences': 'recorded_customer_id', 'app.repairs': 'complaint_id' },
    changed: async (whose, tx, table) => markDue(tx, table === 'app.repairs' ? await customersOf(tx, whose) : whose),
  },
});

/** Who becomes one, or two again, has the experiences of both, or only its own. */
function together({ data }: { readonly data: { survivorId: string; absorbedId: string } }, { due }: Fold): void {
  due.add(data.survivorId).add(data.absorbedId);
}

function lived(
  { complaints, due }: Fold,
  {
    id,
    occurredAt,
    data,
  }: Pick<EventMeta, 'id' | 'occurredAt'> & { data: { customerId: string; complaintId: string } },
  kind: string,
): void {
  complaints.push({
    event_id: id,
    kind,
    recorded_customer_id: data.customerId,
    occurred_at: occurredAt,
    complaint_id: data.complaintId,
  });
  due.add(data.customerId);
}
