import shipped from '../migrations/lifecycle-v1.json' with { type: 'json' };
import type { FollowLifecycle } from './customer.lifecycle.ts';
import type { Bought, RiskTurn } from './lifecycle-facts.ts';
import { latestHeard, type LifecycleRules } from './lifecycle-rules.ts';

export const lifecycleRules: LifecycleRules = shipped;

/** An instant so many days after the beginning of 2026. */
export const on = (day: number): string => new Date(Date.UTC(2026, 0, 1, 9) + day * 86_400_000).toISOString();

interface Asked extends Partial<Pick<FollowLifecycle, 'because' | 'at' | 'until'>> {
  /** Contacts that were no purchase. */
  readonly contacts?: readonly string[];
  /** Days on which the risk rose to be high, and on which it fell. */
  readonly risks?: readonly RiskTurn[];
}

export const rose = (day: number): RiskTurn => ({ at: on(day), high: true });
export const fell = (day: number): RiskTurn => ({ at: on(day), high: false });

/** What the policy asks for when these purchases and contacts are known. */
export function follow(bought: readonly (string | Bought)[], asked: Asked = {}): FollowLifecycle {
  const purchases = bought.map(each => (typeof each === 'string' ? { at: each } : each));
  const heard = latestHeard([...purchases.map(({ at }) => at), ...(asked.contacts ?? [])]);
  const last = heard.at(-1) ?? '';
  const known = {
    heard,
    bought: [...purchases].sort((a, b) => (a.at < b.at ? -1 : 1)).slice(-25),
    ...(asked.risks && { risks: asked.risks }),
    complete: heard.length < 25 && purchases.length < 25,
  };
  const until = asked.until ?? last;
  return { type: 'FollowLifecycle', known, rules: lifecycleRules, until, because: 'facts', at: until, ...asked };
}
