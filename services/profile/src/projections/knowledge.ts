import type { Tx } from '@rapport/messaging';
import { accountsOf, caredFor, type CaredFor } from './account.query.ts';
import { healthNow, type HealthNow } from './health-trend.ts';
import { checksOf } from './health.projection.ts';
import { needsOf, type Need } from './needs.projection.ts';
import { styleKnown, type StyleKnown, type StyleRule } from './style-of.ts';
import { styleEvidence, styleRules, type StyleEvidence } from './style.query.ts';

/** What people found out about a customer: how they like to be spoken to, what they want, how the relation stands, who cares. */
export type Knowledge = {
  readonly style: StyleKnown | null;
  readonly needs: readonly Need[];
  readonly health: HealthNow | null;
  readonly account: CaredFor | null;
};

const CHECKS = 6;

/** Reads what is known of all these recorded customers, and answers what that is for those that are one customer now. `tx` bears being asked several things at once. */
export async function knowledgeOf(
  tx: Tx,
  recorded: readonly string[],
): Promise<(members: readonly string[], now: string) => Knowledge> {
  const [styles, ruleAt, needs, checks, accounts] = await Promise.all([
    styleEvidence(tx, recorded),
    styleRules(tx),
    needsOf(tx, recorded),
    checksOf(tx, recorded, CHECKS),
    accountsOf(tx, recorded),
  ]);
  return (members, now) => {
    const own = new Set(members);
    const mine = checks.filter(({ customer }) => own.has(customer)).map(({ check }) => check);
    return {
      style: styleOfAll(
        styles.filter(({ customer }) => own.has(customer)),
        ruleAt,
        now,
      ),
      needs: saidLast(needs.filter(({ customer }) => own.has(customer))),
      health: healthNow(mine),
      account: caredFor(accounts, members),
    };
  };
}

export const styleOfAll = (
  evidence: readonly StyleEvidence[],
  ruleAt: (at: string) => StyleRule,
  now: string,
): StyleKnown | null =>
  styleKnown(
    evidence.flatMap(each => each.answers),
    evidence.flatMap(each => each.observations),
    ruleAt,
    now,
  );

/** Of what was said under several ids the last counts. */
function saidLast(needs: readonly { readonly key: string; readonly need: Need }[]): Need[] {
  const byKey = new Map<string, Need>();
  for (const { key, need } of needs) {
    const before = byKey.get(key);
    if (!before || before.saidAt < need.saidAt) byKey.set(key, need);
  }
  return [...byKey.values()];
}
