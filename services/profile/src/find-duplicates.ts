import { createHmac } from 'node:crypto';
import { derivedId } from '@rapport/contracts';
import { transaction, type Messaging } from '@rapport/messaging';
import { judged, type Comparable } from './domain/duplicate.ts';
import { keysOf } from './domain/duplicate-keys.ts';
import { isBlocked, type IdentityRules } from './domain/identity-rules.ts';
import {
  readDue,
  readRecords,
  readSharing,
  settle,
  storeKeys,
  storeSuggestions,
  type StoredRecord,
  type SuggestionRow,
} from './projections/duplicates.store.ts';
import { readPersonal } from './projections/personal.ts';

const AT_ONCE = 200;
/** A key that more share tells nobody apart: a firm's switchboard, the commonest name of a town. */
const MOST_OF_A_KEY = 50;

/**
 * One round: compares up to 200 customers who were marked with those that share a key with them, and suggests who may be one.
 * Names and identifiers are read where they are kept and go nowhere else. Answers whether more may be waiting.
 */
export async function findDuplicates(
  { pool }: Pick<Messaging, 'pool'>,
  rules: IdentityRules,
  secret: string,
): Promise<boolean> {
  return transaction(pool, async tx => {
    const due = await readDue(tx, AT_ONCE);
    if (due.length === 0) return false;
    const ids = due.map(({ customerId }) => customerId);
    const records = comparables(await readRecords(tx, ids), rules);
    await storeKeys(
      tx,
      ids,
      [...records].flatMap(([customer_id, record]) => keyed(customer_id, record, secret)),
    );
    const sharing = await readSharing(tx, ids, MOST_OF_A_KEY);
    const missing = new Set(sharing.map(({ other }) => other).filter(id => !records.has(id)));
    const all = new Map([...records, ...comparables(await readRecords(tx, [...missing]), rules)]);
    await storeSuggestions(tx, ids, suggestions(sharing, all, rules));
    await settle(tx, due);
    return due.length === AT_ONCE;
  });
}

export function comparables(records: readonly StoredRecord[], rules: IdentityRules): Map<string, Comparable> {
  return new Map(
    records.map(({ customerId, partyType, personal }) => [customerId, comparable(partyType, personal, rules)]),
  );
}

function comparable(
  partyType: StoredRecord['partyType'],
  personal: StoredRecord['personal'],
  rules: IdentityRules,
): Comparable {
  const { name, identifiers } = readPersonal(personal);
  const of = (wanted: 'email' | 'phone'): string[] =>
    identifiers
      .filter(({ type, normalised }) => type === wanted && !isBlocked(type, normalised, rules))
      .map(({ normalised }) => normalised);
  const { birthday } = personal;
  const born = typeof birthday === 'string' ? birthday : null;
  return { partyType, name, emails: of('email'), phones: of('phone'), birthday: born };
}

/** Digests, so that the table of keys tells nobody a name. */
const keyed = (customer_id: string, record: Comparable, secret: string): { key: string; customer_id: string }[] =>
  [...new Set(keysOf(record).map(key => digest(key, secret)))].map(key => ({ key, customer_id }));

const digest = (key: string, secret: string): string =>
  createHmac('sha256', secret).update(`duplicates\0${key}`).digest().readBigInt64BE().toString();

function suggestions(
  pairs: readonly { readonly one: string; readonly other: string }[],
  records: ReadonlyMap<string, Comparable>,
  rules: IdentityRules,
): SuggestionRow[] {
  const rows = new Map<string, SuggestionRow>();
  for (const pair of pairs) {
    const [one = '', other = ''] = [pair.one, pair.other].sort();
    const suggestion_id = derivedId(`duplicate ${one} ${other}`);
    const [record, otherRecord] = [records.get(one), records.get(other)];
    if (!record || !otherRecord || rows.has(suggestion_id)) continue;
    const { score, reasons } = judged(record, otherRecord, rules.duplicates);
    if (score < rules.duplicates.suggestFrom) continue;
    rows.set(suggestion_id, { suggestion_id, one, other, score, reasons, rules_version: rules.version });
  }
  return [...rows.values()];
}
