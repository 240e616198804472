import type { Facts, Money } from '../api/types.ts';
import { count, decimal, money, type Tone } from './figures.ts';
import { word, type Translate } from './words.ts';

interface Told {
  type: string;
  summary?: Facts | undefined;
}

function isMoney(value: unknown): value is Money {
  return typeof value === 'object' && value !== null && 'minor' in value && 'currency' in value;
}

function isFacts(value: unknown): value is Facts {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

const SCALES: Record<string, string> = { csat: '/5', nps: '/10', ces: '/7' };

function feedback(facts: Facts, t: Translate): string {
  const survey = String(facts['survey'] ?? '');
  if (survey in SCALES) {
    return t('event.FeedbackGiven', {
      survey: survey.toUpperCase(),
      score: `${facts['score'] ?? ''}${SCALES[survey] ?? ''}`,
    });
  }
  if (survey !== 'servqual') return t('event.FeedbackOther', { survey: word(t, 'survey', survey) });
  const widest = facts['widestGap'];
  if (!isFacts(widest)) return t('event.FeedbackServqualPlain');
  return t('event.FeedbackServqual', { ...widest, dimension: word(t, 'dimension', widest['dimension']) });
}

function valuesOf(facts: Facts, t: Translate, locale: string): Facts {
  const points = facts['points'];
  const value = facts['value'];
  return {
    ...facts,
    to: word(t, 'stage', facts['to']),
    from: word(t, 'stage', facts['from']),
    valueClass: word(t, 'valueClass', facts['to']),
    riskBand: word(t, 'riskBand', facts['band']),
    strategy: word(t, 'strategy', facts['to']),
    nextAction: word(t, 'nextAction', facts['action'] ?? facts['to']),
    identifier: word(t, 'identifier', facts['identifierType']),
    cause: word(t, 'cause', facts['cause']),
    reason: word(t, 'closingReason', facts['reason']),
    clock: word(t, 'complaint.clock', facts['clock']),
    reward: word(t, 'reward', facts['reward']),
    survey: word(t, 'survey', facts['survey']),
    promiseKind: word(t, 'promiseKind', facts['kind']),
    task: word(t, 'workTask', facts['task']),
    measure: word(t, 'measureOf', facts['measure']),
    outcome: word(t, 'workOutcome', facts['outcome']),
    amount: isMoney(facts['amount']) ? money(facts['amount'], locale) : '',
    points: typeof points === 'number' ? count(points, locale) : points,
    value: typeof value === 'number' ? decimal(value, locale, 0) : value,
  };
}

/** One line that says what happened. */
export function describe(event: Told, t: Translate, locale: string): string {
  const facts = event.summary ?? {};
  if (event.type === 'FeedbackGiven') return feedback(facts, t);
  if (event.type === 'InteractionRecorded') {
    return [word(t, 'contactType', facts['type']), word(t, 'outcome', facts['outcome'])].filter(Boolean).join(', ');
  }
  return t(`event.${event.type}`, { ...valuesOf(facts, t, locale), defaultValue: word(t, 'event', event.type) });
}

const TONES: Record<string, Tone> = {
  ComplaintOpened: 'bad',
  ComplaintReopened: 'bad',
  ComplaintNotSatisfied: 'bad',
  HouseClockBreached: 'bad',
  EpisodeResolutionFailed: 'bad',
  WorkItemOverdue: 'warn',
  HouseClockWarned: 'warn',
  PromiseBroken: 'bad',
  CallBackMissed: 'warn',
  StandardBreached: 'bad',
  StandardEscalated: 'bad',
  StandardWarned: 'warn',
};

/** Whether an event is good or bad news for the customer; most are neither. */
export function toneOf(event: Told): Tone {
  const facts = event.summary ?? {};
  if (event.type === 'ComplaintClosed') return facts['recovered'] === true ? 'good' : 'plain';
  if (event.type !== 'FeedbackGiven') return TONES[event.type] ?? 'plain';
  const score = Number(facts['score']);
  if (facts['survey'] === 'csat') return score <= 2 ? 'bad' : score >= 4 ? 'good' : 'plain';
  if (facts['survey'] === 'nps') return score <= 6 ? 'bad' : score >= 9 ? 'good' : 'plain';
  return 'plain';
}
