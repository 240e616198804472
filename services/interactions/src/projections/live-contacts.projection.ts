import { interactionsEvents, type EventOfType, type RecordedEvent } from '@rapport/contracts';
import { bulkUpsert, defineProjection, ignoring, type Tx } from '@rapport/messaging';

type Row = Record<string, unknown>;
type Rows = Map<string, Row>;
type Contact = EventOfType<'ContactQueued' | 'ContactTaken' | 'ContactLeft'>['data'];

async function read(events: readonly RecordedEvent[], tx: Tx): Promise<Rows> {
  const ids = events.flatMap(({ data }) => ('contactId' in data ? [data.contactId] : []));
  const { rows } = await tx.query<{ id: string; row: object }>(
    `select contact_id::text as id, to_jsonb(c) as row from app.live_contacts c
     where contact_id = any($1::uuid[]) order by contact_id for update`,
    [[...new Set(ids)]],
  );
  return new Map(rows.map(({ id, row }) => [id, { ...row }]));
}

function tell({ contactId, customerId, channel, team }: Contact, rows: Rows, told: Row): void {
  const before = rows.get(contactId) ?? {
    queued_at: null,
    started_at: null,
    left_at: null,
    abandoned: false,
    waited_seconds: 0,
  };
  rows.set(contactId, {
    ...before,
    contact_id: contactId,
    customer_id: customerId ?? null,
    channel,
    team: team ?? null,
    ...told,
  });
}

/** Who waits and who is being served: `app.live_contacts`. */
export const liveContacts = defineProjection({
  name: 'live-contacts',
  from: ['interactions'],
  begin: read,
  on: {
    ...ignoring(interactionsEvents),
    ContactQueued: ({ data }, rows) => tell(data, rows, { queued_at: data.queuedAt }),
    ContactTaken: ({ data }, rows) =>
      tell(data, rows, {
        queued_at: data.queuedAt ?? null,
        started_at: data.startedAt,
        waited_seconds: data.waitedSeconds,
      }),
    ContactLeft: ({ data }, rows) =>
      tell(data, rows, {
        left_at: data.leftAt,
        abandoned: data.end === 'abandoned',
        waited_seconds: data.waitedSeconds,
      }),
  },
  commit: async (rows, tx) =>
    void (await bulkUpsert(tx, 'app.live_contacts', [...rows.values()], { key: ['contact_id'] })),
  rebuild: { tables: { 'app.live_contacts': 'contact_id' } },
});
