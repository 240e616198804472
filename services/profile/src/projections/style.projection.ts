import { type EventsByService, profileEvents } from '@rapport/contracts';
import { bulkUpsert, defineProjection, ignoring, markChanged } from '@rapport/messaging';

type DataOf<Type> = Extract<EventsByService['profile'], { readonly type: Type }>['data'];

interface Fold {
  readonly observations: Map<string, { readonly customer_id: string } & Record<string, unknown>>;
  readonly answers: Map<string, { readonly customer_id: string } & Record<string, unknown>>;
  readonly staff: Map<string, Record<string, unknown>>;
}

const appraisalRow = (data: DataOf<'StyleQuestionnaireAnswered' | 'StaffStyleAppraised'>, answeredAt: string) => ({
  appraisal_id: data.appraisalId,
  answered_at: answeredAt,
  version: data.version,
  choices: data.choices,
  styles: data.styles,
});

/**
 * What is known of communication styles: marks of agents, answers of customers and of staff (tables app.style_observation,
 * app.style_answer, app.staff_style). What style follows from them is worked out when it is read.
 */
export const style = defineProjection({
  name: 'style',
  from: ['profile'],
  begin: (): Fold => ({ observations: new Map(), answers: new Map(), staff: new Map() }),
  on: {
    ...ignoring(profileEvents),
    StyleMarksObserved({ data, occurredAt, actor }, { observations }: Fold) {
      observations.set(data.observationId, {
        observation_id: data.observationId,
        customer_id: data.customerId,
        interaction_id: data.interactionId,
        agent: data.agentId ?? actor,
        observed_at: occurredAt,
        version: data.version,
        marks: data.marks,
      });
    },
    StyleQuestionnaireAnswered({ data, occurredAt }, { answers }: Fold) {
      answers.set(data.appraisalId, { customer_id: data.customerId, ...appraisalRow(data, occurredAt) });
    },
    StaffStyleAppraised({ data, occurredAt }, { staff }: Fold) {
      staff.set(data.appraisalId, { staff_id: data.staffId, ...appraisalRow(data, occurredAt) });
    },
  },
  async commit({ observations, answers, staff }, tx) {
    await bulkUpsert(tx, 'app.style_observation', [...observations.values()], { key: ['observation_id'] });
    await bulkUpsert(tx, 'app.style_answer', [...answers.values()], { key: ['appraisal_id'] });
    await bulkUpsert(tx, 'app.staff_style', [...staff.values()], { key: ['appraisal_id'] });
  },
  mark: ({ observations, answers }, tx) =>
    markChanged(tx, [...new Set([...observations.values(), ...answers.values()].map(row => row.customer_id))]),
  rebuild: {
    tables: {
      'app.style_observation': 'customer_id',
      'app.style_answer': 'customer_id',
      'app.staff_style': 'staff_id',
    },
    async changed(whose, tx, table) {
      if (table !== 'app.staff_style') await markChanged(tx, whose);
    },
  },
});
