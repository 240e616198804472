import { type EventOfType, interactionsEvents } from '@rapport/contracts';
import { bulkUpsert, defineProjection, ignoring } from '@rapport/messaging';

type Told = EventOfType<'StandardMet'>['data'];

interface Row {
  readonly clock_id: string;
  readonly customer_id: string;
  readonly since: string;
  readonly due_at: string;
  readonly team: string | undefined;
  readonly facts: Told;
  running: boolean;
  breached: boolean;
  stands_since: string | null;
}
type Fold = Map<string, Row>;
type Timed = Told & { readonly dueAt: string };

/** The row of a clock, as far as this event tells; nothing where no time is measured. */
function told(data: Told, rows: Fold): Row | undefined {
  if (!isTimed(data)) return undefined;
  const { clockId, customerId, since, dueAt, team } = data;
  const about = { clock_id: clockId, customer_id: customerId, since, due_at: dueAt, team, facts: data };
  const row = { running: true, breached: false, stands_since: null, ...rows.get(clockId), ...about };
  rows.set(clockId, row);
  return row;
}

const isTimed = (data: Told): data is Timed => data.dueAt !== undefined;

type Set = EventOfType<'StandardClockOpened' | 'StandardClockPaused' | 'StandardClockResumed'>['data'];

/** As it runs, or stands still. */
function set({ data }: { readonly data: Set }, rows: Fold): void {
  const { warnAt: _w, escalateAt: _e, filedAt: _f, waits = [], ...facts } = { filedAt: undefined, ...data };
  const row = told(facts, rows);
  if (row) row.stands_since = waits.find(({ until }) => until === undefined)?.from ?? null;
}

function over({ data }: { readonly data: Told }, rows: Fold): void {
  const row = told(data, rows);
  if (row) row.running = false;
}

/** Every clock that a standard has set (`app.standard_clocks`): whether it still runs, and whether it was breached. */
export const standardClocks = defineProjection({
  name: 'standard-clocks',
  from: ['interactions'],
  begin: (): Fold => new Map(),
  on: {
    ...ignoring(interactionsEvents),
    StandardClockOpened: set,
    StandardClockPaused: set,
    StandardClockResumed: set,
    StandardBreached: ({ data }, rows: Fold) => {
      const row = told(data, rows);
      if (row === undefined) return;
      row.breached = true;
      // What was over when it was told of never ran.
      if (data.took !== undefined) row.running = false;
    },
    StandardMet: over,
    StandardClockStopped: over,
  },
  async commit(rows, tx) {
    await bulkUpsert(
      tx,
      'app.standard_clocks',
      [...rows.values()].map(row => ({ ...row })),
      {
        key: ['clock_id'],
        update: {
          running: 'excluded.running',
          breached: 't.breached or excluded.breached',
          stands_since: 'excluded.stands_since',
          due_at: 'excluded.due_at',
          facts: 'excluded.facts',
        },
      },
    );
  },
  rebuild: { tables: { 'app.standard_clocks': 'customer_id' } },
});
