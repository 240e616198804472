import type { Tx } from '@rapport/messaging';
import type { Answers, Observation, StyleRule } from './style-of.ts';
import { iso } from './view-row.ts';

/** What is known of the style of one recorded customer. */
export interface StyleEvidence {
  readonly customer: string;
  readonly observations: readonly (Observation & { readonly agent: string; readonly version: number })[];
  readonly answers: readonly (Answers & { readonly appraisalId: string; readonly version: number })[];
}

/** More contacts than that make no style any clearer. */
const OBSERVATIONS = 100;

/** The newest observations and the last answers of each of these recorded customers; of whom nothing is known, nothing. */
export async function styleEvidence(tx: Tx, recorded: readonly string[]): Promise<StyleEvidence[]> {
  const { rows } = await tx.query<StyleEvidence>(
    `select r.id as customer,
       coalesce((select json_agg(o) from (
         select interaction_id as contact, ${iso('observed_at')} as at, agent, version, marks
         from app.style_observation where customer_id = r.id order by observed_at desc, observation_id limit $2) o
       ), '[]') as observations,
       coalesce((select json_agg(a) from (
         select appraisal_id as "appraisalId", ${iso('answered_at')} as at, version, choices, styles
         from app.style_answer where customer_id = r.id order by answered_at desc, appraisal_id limit 1) a
       ), '[]') as answers
     from unnest($1::uuid[]) r(id)
     where exists (select from app.style_observation where customer_id = r.id)
        or exists (select from app.style_answer where customer_id = r.id)`,
    [recorded, OBSERVATIONS],
  );
  return rows;
}

/** By which rule styles were told apart at an instant. */
export async function styleRules(tx: Tx): Promise<(at: string) => StyleRule> {
  const { rows } = await tx.query<{ validFrom: string; rule: StyleRule }>(
    `select ${iso('valid_from')} as "validFrom", content->'rule' as rule
     from app.catalogue where catalogue = 'style' order by version desc`,
  );
  return at => {
    const found = rows.find(({ validFrom }) => validFrom <= at)?.rule;
    if (!found) throw new Error(`no version of the styles was in force at ${at}`);
    return found;
  };
}

/** What somebody of the staff said last about their own style. */
export async function staffStyle(
  tx: Tx,
  staffId: string,
): Promise<(Answers & { readonly appraisalId: string; readonly version: number }) | undefined> {
  const { rows } = await tx.query<Answers & { appraisalId: string; version: number }>(
    `select appraisal_id as "appraisalId", ${iso('answered_at')} as at, version, choices, styles
     from app.staff_style where staff_id = $1 order by answered_at desc, appraisal_id limit 1`,
    [staffId],
  );
  return rows[0];
}
