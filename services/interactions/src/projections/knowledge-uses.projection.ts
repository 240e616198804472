import { interactionsEvents } from '@rapport/contracts';
import { bulkUpsert, defineProjection, ignoring } from '@rapport/messaging';

type Row = Record<string, unknown>;
interface Fold {
  readonly uses: Row[];
  readonly ratings: Map<string, Row>;
}

/** Uses of articles and reply templates (`app.knowledge_uses`), and whether they helped (`app.knowledge_ratings`). */
export const knowledgeUses = defineProjection({
  name: 'knowledge-uses',
  from: ['interactions'],
  begin: (): Fold => ({ uses: [], ratings: new Map() }),
  on: {
    ...ignoring(interactionsEvents),
    KnowledgeUsed({ data, occurredAt }, { uses }: Fold) {
      const { useId, customerId, interactionId, kind, code, version } = data;
      const about = { use_id: useId, customer_id: customerId, interaction_id: interactionId };
      uses.push({ ...about, kind, code, version, used_at: occurredAt });
    },
    KnowledgeRated({ data: { useId, customerId, by, helpful } }, { ratings }: Fold) {
      ratings.set(`${useId} ${by}`, { use_id: useId, rated_by: by, customer_id: customerId, helpful });
    },
  },
  async commit({ uses, ratings }, tx) {
    await bulkUpsert(tx, 'app.knowledge_uses', uses, { key: ['use_id'], update: 'nothing' });
    await bulkUpsert(tx, 'app.knowledge_ratings', [...ratings.values()], { key: ['use_id', 'rated_by'] });
  },
  rebuild: { tables: { 'app.knowledge_uses': 'customer_id', 'app.knowledge_ratings': 'customer_id' } },
});
