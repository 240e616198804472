import type { Tx } from '@rapport/messaging';
import type { IdentityRulesDocument } from '../domain/identity-rules.ts';
import { iso } from '../projections/view-row.ts';

/** A version of the rules with when and by whom it was made. */
export interface RulesVersion {
  readonly version: number;
  /** ISO instant from when it is in force; null for the first. */
  readonly validFrom: string | null;
  readonly changedAt: string;
  readonly changedBy: string;
  readonly reason: string;
  readonly rules: IdentityRulesDocument;
}

const VERSIONS = `select version, case when isfinite(valid_from) then ${iso('valid_from')} end as "validFrom",
  ${iso('changed_at')} as "changedAt", changed_by as "changedBy", reason, rules from app.identity_rules`;

/** The highest version whose time has come. */
export async function rulesInForce(tx: Tx): Promise<RulesVersion> {
  const { rows } = await tx.query<RulesVersion>(`${VERSIONS} where valid_from <= now() order by version desc limit 1`);
  const [inForce] = rows;
  if (!inForce) throw new Error('there are no rules of identity: a migration puts the first there');
  return inForce;
}

/** Newest first. */
export async function rulesVersions(tx: Tx, below: number | undefined, limit: number): Promise<RulesVersion[]> {
  const { rows } = await tx.query<RulesVersion>(
    `${VERSIONS} where $1::int is null or version < $1 order by version desc limit $2`,
    [below ?? null, limit],
  );
  return rows;
}

/** Adds a version; undefined where somebody else has added that one. */
export async function addRules(
  tx: Tx,
  { version, changedBy, reason, rules }: Omit<RulesVersion, 'changedAt' | 'validFrom'>,
): Promise<RulesVersion | undefined> {
  const { rows } = await tx.query<Pick<RulesVersion, 'changedAt' | 'validFrom'>>(
    `insert into app.identity_rules (version, valid_from, changed_by, reason, rules) values ($1, now(), $2, $3, $4)
     on conflict do nothing returning ${iso('changed_at')} as "changedAt", ${iso('valid_from')} as "validFrom"`,
    [version, changedBy, reason, JSON.stringify(rules)],
  );
  const [added] = rows;
  return added && { version, changedBy, reason, rules, ...added };
}
