import { derivedId } from '@rapport/contracts';
import { since, type Wait } from './episode-waits.ts';
import type { Measured } from './service-clock.ts';
import { holding, inForce, type Kept, type Measure, type Rules, type Standard } from './standard.ts';
import { dueOf, tookOf } from './standard-due.ts';
import type { Ended, Reading } from './standards.commands.ts';

/** Whose and what is measured, from when on. */
export type About = Pick<
  Measured,
  | 'customerId'
  | 'interactionId'
  | 'episodeId'
  | 'deliveryId'
  | 'promiseId'
  | 'callBackId'
  | 'complaintId'
  | 'channel'
  | 'valueClass'
  | 'contactType'
  | 'agentId'
  | 'team'
  | 'since'
>;

interface Promise {
  readonly standard: Standard;
  readonly facts: Measured;
}

/** What the standards in force at its beginning promise of it; undefined where they promise nothing. */
function promise(rules: Rules, measure: Measure, about: About, key: string): Promise | undefined {
  const { channel, valueClass, contactType: type } = about;
  const kept: Kept = { measure, channel, valueClass, type };
  const found = holding(inForce(rules.standards, about.since), kept);
  if (found === undefined) return undefined;
  const { standard, limit } = found;
  const { code, version, form } = standard;
  const { unit, target, withdrawnAtMost } = form;
  if (unit === 'share') return undefined;
  const may = withdrawnAtMost === undefined ? {} : { withdrawnAtMost };
  const of = { standard: code, version, measure, limit, unit, target, ...may };
  return { standard, facts: { clockId: derivedId(`${key} ${measure}`), ...of, ...about } };
}

/** Something that takes time. `key` tells it from all others of its measure; it stood still while we waited for the customer. */
export function timed(
  rules: Rules,
  measure: Measure,
  about: About,
  key: string,
  ended?: Omit<Ended, 'took'>,
  stood: Wait[] = [],
): Reading[] {
  const promised = promise(rules, measure, about, key);
  if (promised === undefined) return [];
  const { standard, facts } = promised;
  const waits = since(stood, about.since);
  const due = dueOf(standard, facts.limit, rules, about.since, waits);
  if (due === undefined) return [];
  const time = { kind: 'time' as const, facts, due, ...(waits.length > 0 && { waits }) };
  if (ended === undefined) return [time];
  const took = tookOf(standard, rules, { since: about.since, until: ended.at, waits });
  return [{ ...time, ended: { ...ended, took } }];
}

/** Something that is counted, and over its limit or not: told when it is over it, or when no more can come. */
export function counted(
  rules: Rules,
  measure: Measure,
  about: About,
  key: string,
  { count, at, final }: { readonly count: number; readonly at: string; readonly final: boolean },
): Reading[] {
  const promised = promise(rules, measure, about, key);
  if (promised === undefined) return [];
  const { facts } = promised;
  const met = count <= facts.limit;
  return met && !final ? [] : [{ kind: 'count', facts, at, met, took: count }];
}
