import {
  analyticsEvents,
  complaintsEvents,
  loyaltyEvents,
  profileEvents,
  WORK_RULE_EVENTS,
  type RecordedEvent,
} from '@rapport/contracts';
import { bulkUpsert, defineProjection, each, ignoring } from '@rapport/messaging';

type Rows = Record<string, unknown>[];

function keep({ id, type, subject, occurredAt, imported, data }: RecordedEvent, rows: Rows): void {
  rows.push({ event_id: id, type, subject, occurred_at: occurredAt, imported, data });
}

/**
 * What other services told that rules of work may ask about: `app.rule_events`. This service's own events are in its log
 * already, and are not kept twice.
 */
export const ruleEvents = defineProjection({
  name: 'rule-events',
  from: ['profile', 'complaints', 'loyalty', 'analytics'],
  begin: (): Rows => [],
  on: {
    ...ignoring(profileEvents),
    ...ignoring(complaintsEvents),
    ...ignoring(loyaltyEvents),
    ...ignoring(analyticsEvents),
    ...each(WORK_RULE_EVENTS.profile, keep),
    ...each(WORK_RULE_EVENTS.complaints, keep),
    ...each(WORK_RULE_EVENTS.loyalty, keep),
    ...each(WORK_RULE_EVENTS.analytics, keep),
  },
  commit: async (rows, tx) =>
    void (await bulkUpsert(tx, 'app.rule_events', rows, { key: ['event_id'], update: 'nothing' })),
  rebuild: { tables: { 'app.rule_events': 'subject' } },
});
