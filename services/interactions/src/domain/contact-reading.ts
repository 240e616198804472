import type { EventOfType } from '@rapport/contracts';
import { counted, timed, type About } from './reading.ts';
import type { Rules } from './standard.ts';
import type { Reading } from './standards.commands.ts';

type Facts = EventOfType<'InteractionRecorded'>['data'];

/** Where nobody was reached nobody is waited for, and nobody was answered. */
export const UNREACHED: readonly string[] = ['noAnswer', 'wrongParty'];
export const reached = (outcome: string | undefined): boolean => outcome === undefined || !UNREACHED.includes(outcome);

/**
 * What a recorded contact says of the standards: how long the customer waited, or that it still does. `answeredAt` is when
 * another contact answered it, where that is known. Of a contact of which nobody said how long it waited nothing is measured.
 */
export function readContact(
  rules: Rules,
  facts: Facts,
  at: string,
  valueClass: string,
  answeredAt?: string,
): Reading[] {
  const { direction, outcome, agreedFrom, agreedUntil } = facts;
  if (!reached(outcome)) return [];
  const visit = agreedFrom === undefined && agreedUntil === undefined ? [] : readVisit(rules, facts, at, valueClass);
  return direction === 'inbound' ? [...readAnswer(rules, facts, at, valueClass, answeredAt), ...visit] : visit;
}

function readAnswer(rules: Rules, facts: Facts, at: string, valueClass: string, told?: string): Reading[] {
  const { interactionId, outcome, endedAt } = facts;
  const since = waitsSince(facts, at);
  if (since === undefined) return [];
  const about = aboutContact(facts, since, valueClass);
  const answered = answeredAt(facts, since) ?? told;
  if (outcome === 'abandoned') {
    const left = answered ?? endedAt;
    return left === undefined ? [] : timed(rules, 'answer', about, interactionId, { at: left, how: 'withdrawn' });
  }
  const ended = answered ?? (outcome === undefined ? undefined : endedAt);
  if (ended !== undefined) return timed(rules, 'answer', about, interactionId, { at: ended, how: 'done' });
  return outcome === undefined ? timed(rules, 'answer', about, interactionId) : [];
}

function waitsSince({ queuedAt, startedAt, waitedSeconds }: Facts, at: string): string | undefined {
  if (queuedAt !== undefined || waitedSeconds === undefined) return queuedAt;
  return new Date(Date.parse(startedAt ?? at) - waitedSeconds * 1000).toISOString();
}

function answeredAt({ firstAnswerAt, startedAt, waitedSeconds }: Facts, since: string): string | undefined {
  if (firstAnswerAt !== undefined || waitedSeconds === undefined) return firstAnswerAt ?? startedAt;
  return new Date(Date.parse(since) + waitedSeconds * 1000).toISOString();
}

/** Whether we came within the window that was agreed: the limit is by how many minutes one may be off. */
function readVisit(rules: Rules, facts: Facts, at: string, valueClass: string): Reading[] {
  const { interactionId, agreedFrom, agreedUntil, startedAt = at } = facts;
  const came = Date.parse(startedAt);
  const early = agreedFrom === undefined ? 0 : Date.parse(agreedFrom) - came;
  const late = agreedUntil === undefined ? 0 : came - Date.parse(agreedUntil);
  const off = Math.round(Math.max(0, early, late) / 60_000);
  const about = aboutContact(facts, startedAt, valueClass);
  return counted(rules, 'visitWindow', about, interactionId, { count: off, at: startedAt, final: true });
}

function aboutContact(facts: Facts, since: string, valueClass: string): About {
  const { customerId, interactionId, channel, type, agentId, team } = facts;
  return {
    customerId,
    interactionId,
    channel,
    valueClass,
    contactType: type,
    ...(agentId !== undefined && { agentId }),
    ...(team !== undefined && { team }),
    since,
  };
}
