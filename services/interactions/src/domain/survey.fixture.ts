import { SurveyForm } from '@rapport/contracts';
import { Compile } from 'typebox/compile';

const check = Compile(SurveyForm);

interface Catalogue {
  readonly surveys: readonly { readonly code: string; readonly form: unknown }[];
}

/** A survey as it ships. Throws where it is not there, or not in the form that all surveys have. */
export function shippedForm({ surveys }: Catalogue, code: string): SurveyForm {
  const form = surveys.find(survey => survey.code === code)?.form;
  if (check.Check(form)) return form;
  throw new Error(`the survey ${code} does not ship as one`);
}
