import type { Answer, Feedback, Interaction, Purchase } from './contact.ts';
import { add, keyOf, type Life } from './life.ts';
import { daysAfter, type Driver } from './population.ts';

/** Nobody is asked again within this many days, nor while a complaint is open. */
const REST_DAYS = 14;

const ITEMS: readonly Pick<Answer, 'dimension' | 'item'>[] = [
  { dimension: 'reliability', item: 'doneWhenPromised' },
  { dimension: 'reliability', item: 'rightFirstTime' },
  { dimension: 'responsiveness', item: 'prompt' },
  { dimension: 'responsiveness', item: 'willing' },
  { dimension: 'assurance', item: 'staffKnow' },
  { dimension: 'assurance', item: 'polite' },
  { dimension: 'empathy', item: 'knowMyNeeds' },
  { dimension: 'empathy', item: 'myInterestFirst' },
];
const DIMENSION_OF: Record<Driver, Answer['dimension']> = {
  core: 'reliability',
  technical: 'reliability',
  support: 'responsiveness',
  people: 'assurance',
  emotion: 'empathy',
};

/**
 * Perhaps asks for feedback about what just happened, and perhaps gets an answer.
 * `went` is how that one experience went, −1 to 1; the answer mixes it with the standing mood and some noise.
 */
export function survey(life: Life, about: Interaction | Purchase, went: number, driver: Driver): void {
  const { random } = life;
  const at = daysAfter(about.kind === 'interaction' ? about.endedAt : about.at, 0.02 + random.exponential(0.8));
  const rested = life.lastAskedAt === null || daysAfter(life.lastAskedAt, REST_DAYS) < at;
  if (!rested || life.openComplaint) return;
  life.lastAskedAt = at;
  if (!random.chance(0.4 + 0.25 * Math.abs(went))) return;
  const felt = clamp(0.55 * went + 0.45 * life.mood + random.normal(0, 0.34), -1, 1);
  const kind = random.weighted({ csat: 0.46, nps: 0.24, ces: 0.18, servqual: 0.12 }, 'csat');
  add(life, {
    kind: 'feedback',
    key: keyOf(life, 'f'),
    customer: life.customer.key,
    at,
    channel: about.channel,
    survey: kind,
    score: kind === 'servqual' ? null : scoreOf(kind, felt),
    answers: kind === 'servqual' ? answers(life, felt, driver) : [],
    driver,
    about: about.kind === 'interaction' ? about.key : null,
  } satisfies Feedback);
}

/** Scales a feeling of −1 to 1 to the survey's scale; people round up where they mean well. */
export function scoreOf(kind: 'csat' | 'nps' | 'ces', felt: number): number {
  if (kind === 'csat') return clamp(Math.round(3.3 + 2 * felt), 1, 5);
  if (kind === 'nps') return clamp(Math.round(6.2 + 4.6 * felt), 0, 10);
  return clamp(Math.round(4.4 + 3 * felt), 1, 7);
}

function answers(life: Life, felt: number, driver: Driver): Answer[] {
  const { random } = life;
  return ITEMS.map(item => {
    const expectation = clamp(Math.round(random.normal(5.9, 0.7)), 1, 7);
    const weight = item.dimension === DIMENSION_OF[driver] ? 2.6 : 1.3;
    const perception = clamp(Math.round(expectation - 0.6 + weight * felt + random.normal(0, 0.5)), 1, 7);
    return { ...item, expectation, perception };
  });
}

const clamp = (value: number, low: number, high: number): number => Math.min(high, Math.max(low, value));
