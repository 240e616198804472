import type { ProfileEvent, STYLES } from '@rapport/contracts';
import { DomainError } from '@rapport/decider';

export type Style = (typeof STYLES)[number];
type Answered = Extract<ProfileEvent, { readonly type: 'StyleQuestionnaireAnswered' }>['data'];
export type Answer = Answered['answers'][number];
export type Choices = Answered['choices'];

/** What scoring has to know of a version of the questionnaire. */
export interface Questionnaire {
  readonly version: number;
  readonly items: readonly {
    readonly item: number;
    readonly choices: readonly { readonly choice: string; readonly style: Style }[];
  }[];
  readonly minimumAnswered: number;
  /** Most and least chosen at most so many choices apart: balanced. */
  readonly balancedWithin: number;
  /** So many choices before the second: one style leads. */
  readonly leadBy: number;
}

/** Each with the style across from it: low is high on both axes. */
const OPPOSITE = { analytical: 'expressive', amiable: 'driver', driver: 'amiable', expressive: 'analytical' } as const;

const ORDER: readonly Style[] = ['analytical', 'amiable', 'driver', 'expressive'];

/**
 * How often each style was chosen, and which lead: balanced where all are alike, else one that is well before the others,
 * else the two before the others. Of equals the one whose opposite was chosen less goes first, then the order of the axes.
 * Throws `survey-mismatch` and `too-few-answers`.
 */
export function scored(
  answers: readonly Answer[],
  questionnaire: Questionnaire,
): { readonly choices: Choices; readonly styles: Answered['styles'] } {
  const styles = answers.map((answer, place) => styleOf(answer, place, questionnaire));
  if (new Set(answers.map(({ item }) => item)).size < answers.length) {
    throw new DomainError('survey-mismatch', 'An item is answered twice.');
  }
  const { minimumAnswered } = questionnaire;
  if (answers.length < minimumAnswered) {
    throw new DomainError('too-few-answers', `At least ${minimumAnswered} items must be answered to say anything.`);
  }
  const times = (style: Style): number => styles.filter(each => each === style).length;
  const choices = {
    analytical: times('analytical'),
    amiable: times('amiable'),
    driver: times('driver'),
    expressive: times('expressive'),
  };
  return { choices, styles: leading(choices, questionnaire) };
}

function styleOf({ item, choice }: Answer, place: number, { version, items }: Questionnaire): Style {
  const found = items.find(each => each.item === item)?.choices.find(each => each.choice === choice);
  if (found) return found.style;
  const pointer = `/answers/${place}`;
  throw new DomainError('survey-mismatch', `Version ${version} of the questionnaire has no item ${item} ${choice}.`, [
    { pointer, message: 'is no choice of the questionnaire' },
  ]);
}

export function leading(
  choices: Choices,
  { balancedWithin, leadBy }: Pick<Questionnaire, 'balancedWithin' | 'leadBy'>,
): Answered['styles'] {
  const before = (one: Style, other: Style): number =>
    choices[other] - choices[one] || choices[OPPOSITE[one]] - choices[OPPOSITE[other]];
  const [top, second, third, least] = [...ORDER].sort(before);
  if (top === undefined || second === undefined || third === undefined || least === undefined) return ['balanced'];
  if (choices[top] - choices[least] <= balancedWithin) return ['balanced'];
  return choices[top] - choices[second] >= leadBy ? [top] : [top, second];
}
