import type { NEXT_BEST_ACTIONS } from '@rapport/contracts';
import type { Tx } from '@rapport/messaging';
import type { ValueRules } from '../value-model.ts';

type Action = (typeof NEXT_BEST_ACTIONS)[number];

/** One version's content, as its shape in api/strategy-rules.bodies.ts says. */
export interface StrategyRules {
  readonly lifetimeValue: ValueRules & {
    /** By how much a value has to differ to be told: as a share of what was told, and in minor units. */
    readonly material: { readonly share: number; readonly minor: number; readonly walletShare: number };
  };
  readonly serviceStrategy: {
    readonly days: number;
    readonly contacts: number;
    readonly minutes: number;
    readonly sameAgent: number;
    readonly personalChannel: number;
    readonly adviceOrRelationship: number;
    readonly depth: number;
    readonly personalChannels: readonly string[];
  };
  readonly nextBestAction: {
    readonly highValue: readonly string[];
    readonly highRisk: number;
    /** Value, then risk. */
    readonly highLow: Action;
    readonly highHigh: Action;
    readonly lowLow: Action;
    readonly lowHigh: Action;
    readonly needsDecision: readonly Action[];
  };
}

export interface StrategyRulesVersion {
  readonly version: number;
  readonly validFrom: Date;
  readonly publishedBy: string;
  readonly publishedAt: Date;
  readonly content: StrategyRules;
}

const COLUMNS = `version, valid_from as "validFrom", published_by as "publishedBy", published_at as "publishedAt", content`;

/** The version in force at a time. */
export async function rulesAt(tx: Tx, at: Date): Promise<StrategyRulesVersion> {
  const { rows } = await tx.query<StrategyRulesVersion>(
    `select ${COLUMNS} from app.strategy_rules where valid_from <= $1 order by version desc limit 1`,
    [at],
  );
  if (!rows[0]) throw new Error(`no rules of value and strategy are in force at ${at.toISOString()}`);
  return rows[0];
}

/** Versions below one, the newest first. */
export async function rulesBefore(tx: Tx, before: number | null, limit: number): Promise<StrategyRulesVersion[]> {
  const { rows } = await tx.query<StrategyRulesVersion>(
    `select ${COLUMNS} from app.strategy_rules where $1::integer is null or version < $1 order by version desc limit $2`,
    [before, limit],
  );
  return rows;
}

/** Adds a version; undefined where its number was taken at the same moment. */
export async function addRules(
  tx: Tx,
  content: StrategyRules,
  validFrom: Date,
  by: string,
): Promise<StrategyRulesVersion | undefined> {
  const { rows } = await tx.query<StrategyRulesVersion>(
    `insert into app.strategy_rules (version, valid_from, published_by, content)
     select coalesce(max(version), 0) + 1, $1, $2, $3 from app.strategy_rules on conflict do nothing returning ${COLUMNS}`,
    [validFrom, by, JSON.stringify(content)],
  );
  return rows[0];
}
