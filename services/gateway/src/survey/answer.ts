import { isScored, SCALES, type SurveyForm, type SurveyQuestion } from '@rapport/contracts';
import {
  COMMENT,
  CURRENCIES,
  CURRENCY,
  dimensionsOf,
  fieldsOf,
  POINTS,
  pointsField,
  type Faults,
  type FaultWord,
  type Fields,
} from './fields.ts';

/** What goes to the service: parts of feedback, each there where the survey asks for it. */
export type Answer = Readonly<Record<string, unknown>>;

export type Read = { readonly answer: Answer } | { readonly faults: Faults };

const MOST_COMMENT = 4_000;
// What nobody types: a person's answer should not be lost for it.
const UNSTORABLE = /[^\P{Cc}\n\t]/gu;
const LIKERT = [1, 7] as const;
const HUNDRED = 100;

type Fault = readonly [field: string, { readonly word: FaultWord; readonly sum?: number }];
interface Part {
  readonly part?: readonly [name: string, value: unknown];
  readonly faults?: readonly Fault[];
}

/** Reads the fields of a form that was sent: the answer they are, or what is wrong with which of them. */
export function readAnswer(form: SurveyForm, fields: Fields): Read {
  const parts = [
    ...form.questions.map(question => partOf(form, question, fields)),
    weightsOf(form, fields),
    commentOf(fields),
  ];
  const faults = parts.flatMap(part => part.faults ?? []);
  if (faults.length > 0) return { faults: new Map(faults) };
  const answer: Record<string, unknown> = {};
  for (const { part } of parts) if (part !== undefined) add(answer, part);
  return { answer };
}

const LISTS = new Set(['answers', 'ratings', 'demands']);

function add(answer: Record<string, unknown>, [name, value]: readonly [string, unknown]): void {
  if (LISTS.has(name)) answer[name] = [...asList(answer[name]), value];
  else if (name === 'wallet') answer[name] = { ...Object(answer[name]), ...Object(value) };
  else answer[name] = value;
}

const asList = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

/** One question's share of the answer; nothing where it may be left out, and was. */
function partOf(form: SurveyForm, question: SurveyQuestion, fields: Fields): Part {
  const names = fieldsOf(question);
  const texts = names.map(name => fields.get(name)?.trim() ?? '');
  if (texts.every(text => text === '') && question.optional === true) return {};
  const values = texts.map(text => valueOf(form, question, text, fields));
  const faults = values.flatMap((value, i): Fault[] => {
    if (typeof value !== 'string') return [];
    return [[names[i] ?? '', { word: texts[i] === '' ? 'missing' : faultWord(value) }]];
  });
  if (faults.length > 0) return { faults };
  const [first, second] = values;
  const { asks, item, group, driverLevel } = question;
  const level = driverLevel === undefined ? {} : { driverLevel };
  switch (asks) {
    case 'score':
      return { part: ['score', first] };
    case 'gap':
      return { part: ['answers', { dimension: group, item, expectation: first, perception: second, ...level }] };
    case 'rating':
      return {
        part: ['ratings', { item, ...(group === undefined ? {} : { construct: group }), ...level, value: first }],
      };
    case 'demand':
      return { part: ['demands', { item, demand: group, met: first === 1 }] };
    case 'spend':
    case 'brands':
    case 'rank':
      return { part: ['wallet', { [asks]: first }] };
  }
}

type Value = number | { readonly minor: number; readonly currency: string } | FaultWord;

const faultWord = (value: string): FaultWord => (value === 'badNumber' || value === 'badAmount' ? value : 'missing');

function valueOf({ kind }: SurveyForm, { asks }: SurveyQuestion, text: string, fields: Fields): Value {
  if (asks === 'score') return within(text, isScored(kind) ? SCALES[kind] : LIKERT) ?? 'missing';
  if (asks === 'gap' || asks === 'rating') return within(text, LIKERT) ?? 'missing';
  if (asks === 'demand') return text === 'yes' ? 1 : text === 'no' ? 0 : 'missing';
  if (asks === 'spend') return amountOf(text, fields.get(CURRENCY)) ?? 'badAmount';
  return within(text, [1, HUNDRED]) ?? 'badNumber';
}

function within(text: string, [least, most]: readonly [number, number]): number | undefined {
  const value = /^\d{1,3}$/.test(text) ? Number(text) : NaN;
  return value >= least && value <= most ? value : undefined;
}

/** An amount as people write it, in minor units of its currency. */
function amountOf(text: string, currency: string | undefined): Value | undefined {
  const known = CURRENCIES.find(code => code === currency);
  const [, whole, fraction = ''] = /^(\d{1,10})(?:[.,](\d{1,2}))?$/.exec(text.replaceAll(/[\s']/g, '')) ?? [];
  if (known === undefined || whole === undefined) return undefined;
  const digits =
    new Intl.NumberFormat('en', { style: 'currency', currency: known }).resolvedOptions().maximumFractionDigits ?? 2;
  if (fraction.length > digits) return undefined;
  return { minor: Number(whole + fraction.padEnd(digits, '0')), currency: known };
}

/** The points shared by importance: all or none of them. */
function weightsOf(form: SurveyForm, fields: Fields): Part {
  const given = dimensionsOf(form).map(dimension => ({
    dimension,
    text: fields.get(pointsField(dimension))?.trim() ?? '',
  }));
  if (given.every(({ text }) => text === '')) return {};
  const bad = given.filter(({ text }) => !/^\d{0,3}$/.test(text));
  if (bad.length > 0) return { faults: bad.map(({ dimension }) => [pointsField(dimension), { word: 'badPoints' }]) };
  const weights = given.map(({ dimension, text }) => ({ dimension, points: Number(text) }));
  const sum = weights.reduce((total, { points }) => total + points, 0);
  if (sum !== HUNDRED) return { faults: [[POINTS, { word: 'notHundred', sum }]] };
  return { part: ['weights', weights] };
}

function commentOf(fields: Fields): Part {
  const text = (fields.get(COMMENT) ?? '').replaceAll(UNSTORABLE, '').trim();
  if (text === '') return {};
  if (text.length > MOST_COMMENT) return { faults: [[COMMENT, { word: 'tooLong' }]] };
  return { part: ['comment', text] };
}
