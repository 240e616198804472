import { type EventOfType, interactionsEvents, type RecordedEvent } from '@rapport/contracts';
import { bulkUpsert, defineProjection, ignoring, markChanged, type Tx } from '@rapport/messaging';

interface Row {
  readonly clock_id: string;
  readonly customer_id: string;
  readonly [column: string]: unknown;
}
type Rows = Map<string, Row>;
interface About {
  readonly data: Pick<EventOfType<'StandardMet'>['data'], 'clockId'>;
}

/** The clocks that the events of a batch change, as they are. */
async function read(events: readonly RecordedEvent[], tx: Tx): Promise<Rows> {
  const ids = events.flatMap(({ data }) => ('clockId' in data ? [data.clockId] : []));
  const { rows } = await tx.query<{ row: Row }>(
    `select to_jsonb(c) as row from app.standard_clock c where clock_id = any($1::uuid[]) order by clock_id for update`,
    [[...new Set(ids)]],
  );
  return new Map(rows.map(({ row }) => [row.clock_id, row]));
}

/** What is counted, and what was over when it was told of, was never waited for: it has no row. */
const change =
  (changes: Readonly<Record<string, boolean | string | null>>) =>
  ({ data: { clockId } }: About, rows: Rows): void => {
    const row = rows.get(clockId);
    if (row) rows.set(clockId, { ...row, ...changes });
  };

type Moved = EventOfType<'StandardClockPaused' | 'StandardClockResumed'>['data'];

const standsSince = ({ waits = [] }: Pick<Moved, 'waits'>): string | null =>
  waits.find(({ until }) => until === undefined)?.from ?? null;

const moved = ({ data }: { readonly data: Moved }, rows: Rows): void =>
  change({ due_at: data.dueAt, stands_since: standsSince(data) })({ data }, rows);

/** What a customer waits for by our standards (table app.standard_clock). Marks the document that shows it. */
export const standardClocks = defineProjection({
  name: 'standard-clocks',
  from: ['interactions'],
  begin: read,
  on: {
    ...ignoring(interactionsEvents),
    StandardClockOpened: ({ data }, rows: Rows) => {
      const { clockId, customerId, standard, measure, channel = null, since, dueAt } = data;
      const about = { clock_id: clockId, customer_id: customerId, standard, measure, channel, since, due_at: dueAt };
      rows.set(clockId, { ...about, breached: false, open: true, stands_since: standsSince(data) });
    },
    StandardClockPaused: moved,
    StandardClockResumed: moved,
    StandardBreached: change({ breached: true }),
    StandardMet: change({ open: false }),
    StandardClockStopped: change({ open: false }),
  },
  commit: async (rows, tx) =>
    void (await bulkUpsert(tx, 'app.standard_clock', [...rows.values()], { key: ['clock_id'] })),
  mark: async (rows, tx) => markChanged(tx, await shown(tx, [...rows.values()])),
  rebuild: { tables: { 'app.standard_clock': 'customer_id' }, changed: (customers, tx) => markChanged(tx, customers) },
});

/** Of whom only other services have spoken yet, there is nothing to publish. */
async function shown(tx: Tx, rows: readonly Row[]): Promise<string[]> {
  if (rows.length === 0) return [];
  const known = await tx.query<{ id: string }>(
    `select customer_id as id from app.customer_view where customer_id = any($1::uuid[]) and party_type is not null`,
    [[...new Set(rows.map(row => row.customer_id))]],
  );
  return known.rows.map(({ id }) => id);
}
