import { isScored, SCALES, type InteractionsEvent, type SurveyForm, type SurveyQuestion } from '@rapport/contracts';
import { DomainError } from '@rapport/decider';

type Facts = Extract<InteractionsEvent, { type: 'FeedbackGiven' }>['data'];
type Part = 'score' | 'answers' | 'weights' | 'ratings' | 'demands' | 'wallet';

/** What an answer to each kind of survey must have, and what it may have beside. */
const PARTS: Readonly<Record<Facts['survey'], { readonly needs: Part; readonly takes: readonly Part[] }>> = {
  csat: { needs: 'score', takes: ['ratings'] },
  nps: { needs: 'score', takes: ['ratings'] },
  ces: { needs: 'score', takes: ['ratings'] },
  servqual: { needs: 'answers', takes: ['weights'] },
  wallet: { needs: 'wallet', takes: [] },
  recovery: { needs: 'demands', takes: [] },
  participation: { needs: 'ratings', takes: [] },
};
const ALL: readonly Part[] = ['score', 'answers', 'weights', 'ratings', 'demands', 'wallet'];
const HUNDRED = 100;

/** Throws a DomainError where the answer does not fit its kind of survey, or the survey that was put. */
export function checkFeedback(facts: Facts, asked?: SurveyForm): void {
  checkAnswerer(facts);
  checkParts(facts);
  checkScore(facts);
  checkOnce(facts);
  checkWeights(facts);
  if (asked !== undefined) checkAsked(facts, asked);
}

const mismatch = (detail: string): DomainError => new DomainError('survey-mismatch', detail);

/** Kinds of survey that staff may answer about a customer; the answer of any other is the customer's own. */
export const ANSWERED_BY_STAFF: ReadonlySet<Facts['survey']> = new Set(['participation']);

function checkAnswerer({ survey, answeredBy = 'customer' }: Facts): void {
  if (answeredBy === 'staff' && !ANSWERED_BY_STAFF.has(survey)) {
    throw mismatch(`A ${survey} survey is answered by the customer.`);
  }
}

const isThere = (facts: Facts, part: Part): boolean => {
  const value = facts[part];
  if (typeof value !== 'object') return value !== undefined;
  return Object.keys(value).length > 0;
};

function checkParts(facts: Facts): void {
  const { needs, takes } = PARTS[facts.survey];
  if (!isThere(facts, needs)) throw mismatch(`A ${facts.survey} survey needs its ${needs}.`);
  const other = ALL.find(part => part !== needs && !takes.includes(part) && isThere(facts, part));
  if (other) throw mismatch(`A ${facts.survey} survey asks for no ${other}.`);
}

function checkScore({ survey, score }: Facts): void {
  if (!isScored(survey) || score === undefined) return;
  const [least, most] = SCALES[survey];
  if (!Number.isInteger(score) || score < least || score > most) {
    throw new DomainError('score-out-of-range', `A ${survey} score is a whole number from ${least} to ${most}.`);
  }
}

function checkOnce({ answers, ratings = [], demands = [], weights = [] }: Facts): void {
  const lists = [
    answers.map(({ dimension, item }) => `${dimension}/${item}`),
    ratings.map(({ item }) => item),
    demands.map(({ item }) => item),
    weights.map(({ dimension }) => dimension),
  ];
  if (lists.some(names => new Set(names).size < names.length)) throw mismatch('An item is answered twice.');
}

function checkWeights({ weights = [] }: Facts): void {
  const sum = weights.reduce((total, { points }) => total + points, 0);
  if (weights.length > 0 && sum !== HUNDRED) {
    throw new DomainError('weights-not-hundred', `The points shared by importance add up to ${sum}.`, [
      { pointer: '/weights', message: `must add up to ${HUNDRED}` },
    ]);
  }
}

/** Whether just the items of the survey were answered, each in its own way, and all that must be. */
function checkAsked(facts: Facts, { kind, answeredBy, questions }: SurveyForm): void {
  if (kind !== facts.survey) throw mismatch(`The survey that was put is one of ${kind}.`);
  if ((facts.answeredBy ?? 'customer') !== answeredBy) throw mismatch(`The survey is answered by ${answeredBy}.`);
  const answered = answeredItems(facts);
  const asked = new Set(questions.map(keyOf));
  const stranger = answered.find(key => !asked.has(key));
  if (stranger !== undefined) throw mismatch(`The survey does not ask ${stranger}.`);
  const given = new Set(answered);
  const missing = questions.filter(question => question.optional !== true && !given.has(keyOf(question)));
  if (missing.length > 0) {
    const errors = missing.map(({ item }) => ({ pointer: `/${item}`, message: 'is not answered' }));
    throw new DomainError('survey-mismatch', 'Not all that was asked is answered.', errors);
  }
}

/** A question by what it asks, of what and in which group, as an answer names it. */
function keyOf({ asks, item, group, driverLevel }: SurveyQuestion): string {
  if (asks === 'gap') return `gap ${group ?? ''}/${item}`;
  if (asks === 'rating') return `rating ${group ?? driverLevel ?? ''}/${item}`;
  return asks === 'demand' ? `demand ${group ?? ''}/${item}` : asks;
}

const answeredItems = ({ score, answers, ratings = [], demands = [], wallet = {} }: Facts): string[] => [
  ...(score === undefined ? [] : ['score']),
  ...answers.map(({ dimension, item }) => `gap ${dimension}/${item}`),
  ...ratings.map(({ construct, driverLevel, item }) => `rating ${construct ?? driverLevel ?? ''}/${item}`),
  ...demands.map(({ demand, item }) => `demand ${demand}/${item}`),
  ...Object.keys(wallet),
];
