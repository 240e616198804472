import type { SurveyForm, SurveyQuestion } from '@rapport/contracts';

/** What a form was sent with, by the names of its fields: the last value of each. */
export type Fields = ReadonlyMap<string, string>;

/** What is wrong with a field, by its name: a key of the words. */
export type Faults = ReadonlyMap<string, { readonly word: FaultWord; readonly sum?: number }>;
export type FaultWord = 'missing' | 'badNumber' | 'badAmount' | 'badPoints' | 'notHundred' | 'tooLong';

export const COMMENT = 'comment';
export const CURRENCY = 'currency';
/** The field that stands for all points together. */
export const POINTS = 'points';
export const pointsField = (dimension: string): string => `w.${dimension}`;

/** The fields that a question is answered by. */
export function fieldsOf({ asks, item }: SurveyQuestion): readonly string[] {
  if (asks === 'gap') return [`e.${item}`, `p.${item}`];
  return [`a.${item}`];
}

/** The dimensions that a survey asks about, in its order. */
export const dimensionsOf = ({ kind, questions }: SurveyForm): string[] =>
  kind === 'servqual' ? [...new Set(questions.flatMap(({ group }) => group ?? []))] : [];

export const CURRENCIES = ['EUR', 'USD', 'GBP', 'CHF', 'CNY', 'HKD', 'TWD', 'JPY', 'SGD', 'AUD'] as const;
