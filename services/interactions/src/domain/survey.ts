import { DEMANDS, SERVQUAL_DIMENSIONS, type SurveyForm, type SurveyQuestion } from '@rapport/contracts';
import { DomainError } from '@rapport/decider';
import { ANSWERED_BY_STAFF } from './feedback-rules.ts';

type Kind = SurveyForm['kind'];
type Asks = SurveyQuestion['asks'];

/** What each kind of survey asks: the questions it has once, and those it may have any number of. */
const QUESTIONS: Readonly<Record<Kind, { readonly once: readonly Asks[]; readonly many: readonly Asks[] }>> = {
  csat: { once: ['score'], many: ['rating'] },
  nps: { once: ['score'], many: ['rating'] },
  ces: { once: ['score'], many: ['rating'] },
  servqual: { once: [], many: ['gap'] },
  wallet: { once: ['spend', 'brands', 'rank'], many: [] },
  recovery: { once: [], many: ['demand'] },
  participation: { once: [], many: ['rating'] },
};
const MOST_GAPS = 30;
const MOST_DEMANDS = 20;
const ITEMS_OF_A_CONSTRUCT = 2;
const HUNDRED = 100;

interface Fault {
  readonly pointer: string;
  readonly message: string;
}

/** Throws `survey-invalid` with every place where a survey could not be put or not be measured. */
export function checkSurvey(form: SurveyForm): void {
  const faults = [
    ...wrongAnswerer(form),
    ...wrongQuestions(form),
    ...wrongGroups(form),
    ...wrongWeights(form),
    ...wrongScale(form),
  ];
  if (faults.length === 0) return;
  const said = faults.map(({ pointer, message }) => `${pointer} ${message}`).join('; ');
  throw new DomainError('survey-invalid', `The survey cannot be put: ${said}.`, faults);
}

function wrongAnswerer({ kind, answeredBy }: SurveyForm): Fault[] {
  if (answeredBy === 'customer' || ANSWERED_BY_STAFF.has(kind)) return [];
  return [{ pointer: '/answeredBy', message: `must be customer: ${kind} is what customers say` }];
}

function wrongQuestions({ kind, questions }: SurveyForm): Fault[] {
  const { once, many } = QUESTIONS[kind];
  const count = (asks: Asks): number => questions.filter(question => question.asks === asks).length;
  const items = questions.map(({ item }) => item);
  return [
    ...questions.flatMap(({ asks, item }, i) => [
      ...(once.includes(asks) || many.includes(asks) ? [] : [at(i, `asks for a ${asks}, which ${kind} does not`)]),
      ...(items.indexOf(item) === i ? [] : [at(i, `has the item ${item} again`)]),
    ]),
    ...once.filter(asks => count(asks) !== 1).map(asks => all(`must ask for a ${asks} once`)),
    ...(count('gap') > MOST_GAPS ? [all(`may ask for ${MOST_GAPS} gaps`)] : []),
    ...(count('demand') > MOST_DEMANDS ? [all(`may ask for ${MOST_DEMANDS} demands`)] : []),
  ];
}

const at = (i: number, message: string): Fault => ({ pointer: `/questions/${i}`, message });
const all = (message: string): Fault => ({ pointer: '/questions', message });

const GROUPS: Partial<Record<Kind, readonly string[]>> = { servqual: SERVQUAL_DIMENSIONS, recovery: DEMANDS };

function wrongGroups({ kind, questions }: SurveyForm): Fault[] {
  const groups = GROUPS[kind];
  return questions.flatMap(({ group }, i) => {
    if (kind === 'participation') {
      const size = questions.filter(question => question.group === group).length;
      if (group === undefined) return [at(i, 'must say by group which construct it measures')];
      return size < ITEMS_OF_A_CONSTRUCT ? [at(i, `measures ${group} alone: a construct has two items at least`)] : [];
    }
    if (groups === undefined || (group !== undefined && groups.includes(group))) return [];
    return [at(i, `must have as its group one of ${groups.join(', ')}`)];
  });
}

function wrongWeights({ kind, questions, weights = [] }: SurveyForm): Fault[] {
  if (weights.length === 0) return [];
  const wrong = (message: string): Fault[] => [{ pointer: '/weights', message }];
  if (kind !== 'servqual') return wrong('belong to servqual only');
  const dimensions = weights.map(({ dimension }) => dimension);
  const sum = weights.reduce((total, { points }) => total + points, 0);
  const asked = new Set(questions.map(({ group }) => group));
  return [
    ...(new Set(dimensions).size < dimensions.length ? wrong('have a dimension twice') : []),
    ...(dimensions.some(dimension => !asked.has(dimension)) ? wrong('weigh a dimension that is not asked') : []),
    ...(sum === HUNDRED ? [] : wrong(`add up to ${sum} and not to ${HUNDRED}`)),
  ];
}

/** Points on a scale mean nothing to a reader without its ends. */
function wrongScale({ low, high, questions }: SurveyForm): Fault[] {
  const scaled = questions.some(({ asks }) => asks === 'score' || asks === 'gap' || asks === 'rating');
  if (!scaled || (low !== undefined && high !== undefined)) return [];
  return [{ pointer: '', message: 'must say by low and high what the ends of its scale mean' }];
}
