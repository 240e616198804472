import { SERVICES, type EventOfType, type EventType, type Recorded } from '@rapport/contracts';
import { bulkUpsert, type RunnableProjection } from '@rapport/messaging';

const ACTIONS = [
  'ConsentGiven',
  'ConsentWithdrawn',
  'DetailsConfirmed',
  'CustomerErasureRequested',
  'CustomerErasureRefused',
  'CustomerErased',
  'LegalHoldPlaced',
  'LegalHoldReleased',
  'CustomerDataExported',
] as const satisfies readonly EventType[];
export type Action = (typeof ACTIONS)[number];

const ANSWERS = [
  'ErasedFromProfile',
  'ErasedFromInteractions',
  'ErasedFromComplaints',
  'ErasedFromLoyalty',
  'ErasedFromAnalytics',
] as const satisfies readonly EventType[];

type Told<Types extends readonly EventType[]> = Recorded<EventOfType<Types[number]>>;

const isAction = (event: { readonly type: string }): event is Told<typeof ACTIONS> =>
  ACTIONS.some(type => type === event.type);
const isAnswer = (event: { readonly type: string }): event is Told<typeof ANSWERS> =>
  ANSWERS.some(type => type === event.type);

/**
 * app.privacy_action, one row an event, and app.erasure_answer, one row a service and recorded id. It listens to all services for
 * the few events that are about privacy, and names no others.
 */
export const privacyActions: RunnableProjection = {
  name: 'privacy-actions',
  from: SERVICES,
  types: new Set([...ACTIONS, ...ANSWERS]),
  async apply(events, tx) {
    const actions = events.filter(isAction).map(({ id, type, actor, occurredAt, recordedAt, position, data }) => {
      const { customerId, ...facts } = data;
      return {
        event_id: id,
        customer_id: customerId,
        action: type,
        actor,
        occurred_at: occurredAt,
        recorded_at: recordedAt,
        position,
        facts,
      };
    });
    const answers = events.filter(isAnswer).map(({ source, occurredAt, data }) => ({
      erasure_id: data.erasureId,
      customer_id: data.customerId,
      service: source,
      removed: data.removed,
      answered_at: occurredAt,
    }));
    await bulkUpsert(tx, 'app.privacy_action', actions, { key: ['event_id'], update: 'nothing' });
    await bulkUpsert(tx, 'app.erasure_answer', answers, {
      key: ['erasure_id', 'customer_id', 'service'],
      update: 'nothing',
    });
  },
  rebuild: { tables: { 'app.privacy_action': 'customer_id', 'app.erasure_answer': 'customer_id' } },
};
