import { type EventOfType, interactionsEvents } from '@rapport/contracts';
import { bulkUpsert, defineProjection, ignoring } from '@rapport/messaging';

type Row = Record<string, unknown>;

interface Fold {
  readonly observed: Map<string, Row>;
  readonly coached: Map<string, Row>;
}

/** What was observed of conduct (`app.conduct`), and what of it was talked through (`app.coaching`). */
export const conductObserved = defineProjection({
  name: 'conduct-observed',
  from: ['interactions'],
  begin: (): Fold => ({ observed: new Map(), coached: new Map() }),
  on: {
    ...ignoring(interactionsEvents),
    ConductObserved: ({ data, occurredAt }, { observed }: Fold) => {
      const { observationId, kind, staffId, team } = data;
      const about = { observation_id: observationId, kind, staff_id: staffId, team };
      observed.set(observationId, { ...about, occurred_at: occurredAt, facts: data });
    },
    CoachingGiven: ({ data: { observationId }, occurredAt }, { coached }: Fold) =>
      void coached.set(observationId, { observation_id: observationId, coached_at: occurredAt }),
  },
  async commit({ observed, coached }, tx) {
    const key = ['observation_id'];
    await bulkUpsert(tx, 'app.conduct', [...observed.values()], { key });
    await bulkUpsert(tx, 'app.coaching', [...coached.values()], { key });
  },
  rebuild: { tables: { 'app.conduct': 'observation_id', 'app.coaching': 'observation_id' } },
});

export type ConductFacts = EventOfType<'ConductObserved'>['data'];
