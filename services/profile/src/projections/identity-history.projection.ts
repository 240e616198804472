import { profileEvents, type EventMeta } from '@rapport/contracts';
import { bulkUpsert, defineProjection, ignoring, type Tx } from '@rapport/messaging';
import { iso } from './view-row.ts';

export const IDENTITY_DECISIONS = ['merged', 'unmerged', 'refused', 'dismissed'] as const;
export type IdentityDecision = (typeof IDENTITY_DECISIONS)[number];

type Row = Record<string, unknown>;

interface Decided {
  readonly one: string;
  readonly other: string;
  readonly reason: string;
  readonly identifier_type?: string | undefined;
  readonly crowded_type?: string | undefined;
  readonly rules_version?: number;
}

function note(rows: Row[], what: IdentityDecision, event: EventMeta, decided: Decided): void {
  const { id, occurredAt, recordedAt, actor } = event;
  const about = { event_id: id, what, occurred_at: occurredAt, recorded_at: recordedAt, actor };
  rows.push({ ...about, identifier_type: null, crowded_type: null, rules_version: null, ...decided });
}

/** What was decided about who is who: app.identity_history. */
export const identityHistory = defineProjection({
  name: 'identity-history',
  from: ['profile'],
  begin: (): Row[] => [],
  on: {
    ...ignoring(profileEvents),
    CustomersMerged: (event, rows: Row[]) => {
      const { survivorId: one, absorbedId: other, reason, identifierType } = event.data;
      note(rows, 'merged', event, { one, other, reason, identifier_type: identifierType });
    },
    CustomersUnmerged: (event, rows) => {
      const { survivorId: one, absorbedId: other, reason } = event.data;
      note(rows, 'unmerged', event, { one, other, reason });
    },
    MergeRefused: (event, rows) => {
      const { customerId: one, otherId: other, reason, identifierType, crowdedType, rulesVersion } = event.data;
      const because = { identifier_type: identifierType, crowded_type: crowdedType, rules_version: rulesVersion };
      note(rows, 'refused', event, { one, other, reason, ...because });
    },
    DuplicateDismissed: (event, rows) => {
      const { customerId: one, otherId: other, reason } = event.data;
      note(rows, 'dismissed', event, { one, other, reason });
    },
  },
  async commit(rows, tx) {
    await bulkUpsert(tx, 'app.identity_history', rows, { key: ['event_id'], update: 'nothing' });
  },
  rebuild: { tables: { 'app.identity_history': 'one' } },
});

export interface HistoryItem {
  readonly eventId: string;
  readonly what: IdentityDecision;
  /** Of merges and unmerges the survivor. */
  readonly customerId: string;
  readonly otherId: string;
  readonly reason: string;
  readonly identifierType: string | null;
  readonly crowdedType: string | null;
  readonly rulesVersion: number | null;
  readonly occurredAt: string;
  readonly recordedAt: string;
  readonly actor: string;
}

export interface HistoryKey {
  readonly recordedAt: string;
  readonly eventId: string;
}

/** What was decided about these recorded customers, newest first. */
export async function readHistory(
  tx: Tx,
  recorded: readonly string[],
  before: HistoryKey | undefined,
  limit: number,
): Promise<HistoryItem[]> {
  const { rows } = await tx.query<HistoryItem>(
    `select event_id as "eventId", what, one as "customerId", other as "otherId", reason,
       identifier_type as "identifierType", crowded_type as "crowdedType", rules_version as "rulesVersion",
       ${iso('occurred_at')} as "occurredAt", ${iso('recorded_at')} as "recordedAt", actor
     from app.identity_history where (one = any($1::uuid[]) or other = any($1::uuid[]))
       and ($2::timestamptz is null or (date_trunc('milliseconds', recorded_at), event_id) < ($2, $3::uuid))
     order by date_trunc('milliseconds', recorded_at) desc, event_id desc limit $4`,
    [recorded, before?.recordedAt ?? null, before?.eventId ?? null, limit],
  );
  return rows;
}
