import { VALUE_CLASSES } from '@rapport/contracts';
import type { Tx } from '@rapport/messaging';
import { malformed, Problem } from '@rapport/service-kit';
import { validityOf } from './validity.ts';
import type { RateBody, ValueRule, ValueRuleBody } from './value-class-bodies.ts';

export interface PublishedRule extends ValueRule {
  readonly version: number;
  readonly validFrom: Date;
  readonly publishedBy: string;
  readonly publishedAt: Date;
}

const COLUMNS = `version, valid_from as "validFrom", published_by as "publishedBy", published_at as "publishedAt", months,
  months_before_a_fall as "monthsBeforeAFall", currency, classes`;

/** Newest first, those before a version. */
export async function readRules(tx: Tx, before: number | undefined, limit: number): Promise<PublishedRule[]> {
  const { rows } = await tx.query<PublishedRule>(
    `select ${COLUMNS} from app.value_rules where $1::integer is null or version < $1 order by version desc limit $2`,
    [before ?? null, limit],
  );
  return rows;
}

export async function ruleInForce(tx: Tx): Promise<PublishedRule> {
  const { rows } = await tx.query<PublishedRule>(`select ${COLUMNS} from app.value_rule_at(now())`);
  if (!rows[0]) throw new Error('there is no rule of value classes');
  return rows[0];
}

/** Adds a version. Months that were worked out by an earlier one stay. */
export async function publishRule(tx: Tx, { validFrom, ...rule }: ValueRuleBody, by: string): Promise<PublishedRule> {
  checkClasses(rule);
  const { rows } = await tx.query<PublishedRule>(
    `insert into app.value_rules (version, valid_from, published_by, months, months_before_a_fall, currency, classes)
     select max(version) + 1, $1, $2, $3, $4, $5, $6 from app.value_rules on conflict do nothing returning ${COLUMNS}`,
    [validityOf(validFrom), by, rule.months, rule.monthsBeforeAFall, rule.currency, JSON.stringify(rule.classes)],
  );
  if (!rows[0]) throw new Problem('conflict', 'Somebody else published a version of it just now.');
  return rows[0];
}

const wrong = (pointer: string, message: string): Error => malformed('body', [{ pointer, message }]);

function checkClasses({ classes }: ValueRule): void {
  for (const [n, { code, upTo }] of classes.entries()) {
    if (code !== VALUE_CLASSES[n]) throw wrong(`/classes/${n}/code`, `must be ${VALUE_CLASSES[n] ?? 'left out'}`);
    if (upTo < (classes[n - 1]?.upTo ?? 0)) throw wrong(`/classes/${n}/upTo`, 'is less than that of the class before');
  }
  if (classes.at(-1)?.upTo !== 100)
    throw wrong(`/classes/${classes.length - 1}/upTo`, 'must be 100: everybody has a class');
}

/** The newest days first. */
export async function readRates(tx: Tx): Promise<RateBody[]> {
  const { rows } = await tx.query<RateBody>(
    `select currency, to_char(valid_from, 'YYYY-MM-DD') as "validFrom", rate::float8 as rate from app.exchange_rates
     order by valid_from desc, currency limit 1000`,
  );
  return rows;
}

export async function keepRate(tx: Tx, { currency, validFrom, rate }: RateBody, by: string): Promise<void> {
  await tx.query(
    `insert into app.exchange_rates (currency, valid_from, rate, published_by) values ($1, $2, $3, $4)
     on conflict (currency, valid_from) do update set rate = excluded.rate, published_by = excluded.published_by, published_at = now()`,
    [currency, validFrom, rate, by],
  );
}
