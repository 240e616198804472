import { type EventMeta, type EventOfType, interactionsEvents } from '@rapport/contracts';
import { bulkUpsert, defineProjection, ignoring, type Tx } from '@rapport/messaging';
import { asDue } from './due-marks.ts';
import { markDue } from './satisfaction-due.ts';

type Judged = EventMeta & { readonly data: EventOfType<'StandardMet'>['data'] };
type Observed = EventMeta & EventOfType<'ConductObserved'>;
type Row = Record<string, unknown>;

interface Fold {
  readonly standards: Map<string, Row>;
  readonly conduct: Map<string, Row>;
  /** What was measured for no reason, by the id of the clock. */
  readonly mistaken: Set<string>;
}

/** What was said first of a clock counts: that it was met, breached, or given up. Of what became of it afterwards only counts that there never was one. */
const judge =
  (met: boolean | null) =>
  (event: Judged, { standards }: Fold): void => {
    if (!standards.has(event.data.clockId)) standards.set(event.data.clockId, rowOf(event, met));
  };

/** facts.standards: one row a thing measured, judged; facts.conduct: one row an observation. */
export const standardFacts = defineProjection({
  name: 'standard-facts',
  from: ['interactions'] as const,
  begin: (): Fold => ({ standards: new Map(), conduct: new Map(), mistaken: new Set() }),
  on: {
    ...ignoring(interactionsEvents),
    StandardMet: judge(true),
    StandardBreached: judge(false),
    StandardClockStopped: (event, fold: Fold) => {
      if (event.data.mistaken === true) {
        fold.standards.delete(event.data.clockId);
        fold.mistaken.add(event.data.clockId);
      } else if (event.data.ended === 'withdrawn') judge(null)(event, fold);
    },
    ConductObserved: (event: Observed, { conduct }: Fold) =>
      void conduct.set(event.data.observationId, observationOf(event)),
  },
  commit: async ({ standards, conduct, mistaken }, tx) => {
    await bulkUpsert(tx, 'facts.standards', [...standards.values()], { key: ['clock_id'], update: 'nothing' });
    if (mistaken.size > 0) await forget([...mistaken], tx);
    await bulkUpsert(tx, 'facts.conduct', [...conduct.values()], { key: ['observation_id'], update: 'nothing' });
  },
  rebuild: {
    tables: { 'facts.standards': 'recorded_customer_id', 'facts.conduct': 'observation_id' },
    changed: async (whose, tx, table) => {
      if (table === 'facts.standards') await markDue(tx, asDue(whose));
    },
  },
});

/** Whoever lived it did not, and is as satisfied as without it. */
async function forget(clocks: readonly string[], tx: Tx): Promise<void> {
  const { rows } = await tx.query<{ id: string }>(
    'delete from facts.standards where clock_id = any($1::uuid[]) returning recorded_customer_id as id',
    [clocks],
  );
  await markDue(tx, asDue(rows.map(({ id }) => id)));
}

const rowOf = ({ id, data, occurredAt, recordedAt, imported }: Judged, met: boolean | null): Row => ({
  clock_id: data.clockId,
  event_id: id,
  recorded_customer_id: data.customerId,
  occurred_at: occurredAt,
  recorded_at: recordedAt,
  standard: data.standard,
  version: data.version,
  measure: data.measure,
  target: data.target,
  withdrawn_at_most: data.withdrawnAtMost,
  channel: data.channel,
  value_class: data.valueClass,
  type: data.contactType,
  team: data.team,
  interaction_id: data.interactionId,
  episode_id: data.episodeId,
  delivery_id: data.deliveryId,
  since: data.since,
  met,
  imported,
});

const observationOf = ({ id, data, occurredAt, recordedAt, imported }: Observed): Row => ({
  observation_id: data.observationId,
  event_id: id,
  occurred_at: occurredAt,
  recorded_at: recordedAt,
  kind: data.kind,
  staff_id: data.staffId,
  team: data.team,
  place: data.place,
  channel: data.channel,
  share: data.share,
  standard: data.standard,
  version: data.version,
  target: data.target,
  met: data.met,
  needs_coaching: data.needsCoaching,
  imported,
});
