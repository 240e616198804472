import type { Entry } from './journal.ts';

/** An event as a plain reader of the topics finds it. */
export interface Told {
  readonly service: string;
  readonly subject: string;
  readonly sequence: number;
  readonly id: string;
  readonly type: string;
  /** The id that it is about: of the purchase, the complaint, the entry … */
  readonly about: string;
  /** Published by the suite itself, out of turn: counts as told, not as order. */
  readonly forged: boolean;
}

/** What only a command over HTTP can make; the rest is made by policies and clocks. */
const BY_CALLERS: ReadonlySet<string> = new Set([
  'MemberEnrolled',
  'PurchaseMade',
  'InteractionRecorded',
  'PointsRedeemed',
  'ComplaintOpened',
  'ComplaintConfirmed',
  'ComplaintEmpathised',
  'ComplaintActedOn',
  'ComplaintClosed',
]);

export interface LogVerdict {
  readonly lost: readonly string[];
  readonly doubled: readonly string[];
  readonly outOfOrder: readonly string[];
  /** Sent by a relay more than once, which readers drop. */
  readonly resent: number;
}

/**
 * V1 to V4 on the topics. First occurrences of a subject's events must be 1, 2, 3 …; a number stands for one event; what
 * was acknowledged is there, made by one event, and what the callers made was acknowledged.
 */
export function checkLog(told: readonly Told[], entries: readonly Entry[]): LogVerdict {
  const order = checkOrder(told);
  const effects = new Map<string, Set<string>>();
  for (const event of told) {
    const effect = `${event.type}:${event.about}`;
    effects.set(effect, (effects.get(effect) ?? new Set()).add(event.id));
  }
  const lost = [...order.missing];
  const acknowledged = new Set<string>();
  for (const { state, effect, token, kind } of entries) {
    if (state !== 'acknowledged' || effect === undefined) continue;
    acknowledged.add(effect);
    if (!effects.has(effect)) lost.push(`${effect} (${kind}) was acknowledged and is in no topic`);
    if (token !== undefined && !order.known.has(token)) lost.push(`${token} was acknowledged and is in no topic`);
  }
  const doubled = [...order.diverged];
  for (const [effect, ids] of effects) if (ids.size > 1) doubled.push(`${effect} was told by ${ids.size} events`);
  const unasked = told.filter(({ type, about }) => BY_CALLERS.has(type) && !acknowledged.has(`${type}:${about}`));
  for (const { type, about } of unasked) doubled.push(`${type}:${about} was told and never acknowledged`);
  return { lost, doubled: [...new Set(doubled)], outOfOrder: order.inverted, resent: order.resent };
}

interface Order {
  readonly missing: string[];
  readonly inverted: string[];
  readonly diverged: string[];
  readonly known: Set<string>;
  readonly resent: number;
}

function checkOrder(told: readonly Told[]): Order {
  const ids = new Map<string, string>();
  const last = new Map<string, number>();
  const [inverted, diverged]: [string[], string[]] = [[], []];
  let resent = 0;
  for (const { service, subject, sequence, id, forged } of told) {
    const who = `${service}=${subject}`;
    const token = `${who}:${sequence}`;
    const known = ids.get(token);
    if (known !== undefined && known !== id) diverged.push(`${token} stands for two events`);
    if (forged) continue;
    if (known !== undefined) {
      resent += 1;
      continue;
    }
    ids.set(token, id);
    const before = last.get(who) ?? 0;
    if (sequence < before) inverted.push(`${token} came after ${before}`);
    last.set(who, Math.max(before, sequence));
  }
  const missing = [...last].flatMap(([who, end]) =>
    Array.from({ length: end }, (_, i) => `${who}:${i + 1}`)
      .filter(token => !ids.has(token))
      .map(token => `${token} is missing in the topic`),
  );
  return { missing, inverted, diverged, known: new Set(ids.keys()), resent };
}
