import { sourceId } from '@rapport/messaging';
import { exitCodes, Failure } from '../failure.ts';
import type { CsvRow } from './csv.ts';
import { dayOf, instantOf } from './dates.ts';
import { columnsOf, type FieldSource, type Mapping } from './mapping.ts';
import { minorUnits } from './money.ts';
import type { Occurrences } from './occurrences.ts';
import { targets } from './targets.ts';

/** An identifier, as profile is asked for its customer. */
export interface Shown {
  type: 'email' | 'phone' | 'externalId' | 'loyaltyCard';
  value: string;
  verified: boolean;
}

export interface MappedRow {
  line: number;
  raw: string;
  /** The row's key in its source: the sender's id, else content and occurrence. */
  key: string;
  /** What the customer is known by; nothing where what the row names says whose it is. */
  shows: Shown[];
  occurredAt: string;
  facts: object;
}

export interface RejectedRow {
  line: number;
  raw: string;
  reason: string;
}

export const isRejected = (row: MappedRow | RejectedRow): row is RejectedRow => 'reason' in row;

/** Checks the header. Throws Failure for one that the mapping cannot be used with; answers the columns nobody reads. */
export function checkHeader(header: CsvRow | undefined, mapping: Mapping): string[] {
  if (header === undefined) throw new Failure('the file is empty: it has no header', exitCodes.usage);
  if (header.fault !== null) throw new Failure(`the header cannot be read: ${header.fault}`, exitCodes.usage);
  const columns = header.fields.map(column => column.trim());
  const needed = columnsOf(mapping);
  const missing = needed.filter(column => !columns.includes(column));
  if (missing.length > 0) {
    const found = columns.slice(0, 20).join(', ');
    throw new Failure(`the header lacks ${missing.join(', ')}; it has ${found}`, exitCodes.usage);
  }
  const twice = columns.filter((column, index) => columns.indexOf(column) !== index);
  if (twice.length > 0) throw new Failure(`the header names ${[...new Set(twice)].join(', ')} twice`, exitCodes.usage);
  return columns.filter(column => !needed.includes(column) && !(mapping.ignore ?? []).includes(column));
}

/** Turns rows of a file with this header into what is sent, or says why a row is not. */
export function rowMapper(header: CsvRow, mapping: Mapping, occurrences: Occurrences) {
  const columns = new Map(header.fields.map((column, index) => [column.trim(), index]));
  const target = targets[mapping.target];
  const fields = Object.entries(mapping.fields).map(([path, source]) => ({ path: path.split('.'), source }));

  return (row: CsvRow): MappedRow | RejectedRow => {
    const { line, raw } = row;
    // Counted before anything else, so that the key of a copy does not depend on whether the mapping likes the row.
    const key = occurrences.keyOf(row.fields);
    const reject = (reason: string): RejectedRow => ({ line, raw, reason });
    if (row.fault !== null) return reject(row.fault);
    if (row.fields.length !== columns.size) {
      return reject(`it has ${row.fields.length} values where the header has ${columns.size}`);
    }
    const text = (column: string): string => row.fields[columns.get(column) ?? -1]?.trim() ?? '';
    try {
      const mapped: Tree = {};
      for (const { path, source } of fields) put(mapped, path, valueOf(source, text, mapping.zone));
      const facts = { ...target.defaults, ...mapped };
      const fault = target.fault(facts);
      if (fault !== null) return reject(fault);
      const { column, format, at } = mapping.occurredAt;
      const occurredAt = within(column, () => instantOf(text(column), format, mapping.zone, at));
      return { line, raw, key: idOf(mapping, text) ?? key, shows: shownBy(mapping, text, key), occurredAt, facts };
    } catch (error) {
      if (error instanceof RangeError) return reject(error.message);
      throw error;
    }
  };
}

interface Tree {
  [field: string]: unknown;
}

function idOf({ id }: Mapping, text: (column: string) => string): string | undefined {
  if (id === undefined) return undefined;
  const value = text(id.column);
  if (value === '') throw new RangeError(`${id.column} is empty, so the row has no id`);
  return value;
}

function shownBy({ customer, source }: Mapping, text: (column: string) => string, key: string): Shown[] {
  if (customer === undefined) return [];
  if ('anonymous' in customer) return [{ type: 'externalId', value: `${source}:${key}`, verified: true }];
  const shown = (customer.identifiers ?? []).flatMap(({ type, column, verified }): Shown[] => {
    const value = text(column);
    return value === '' ? [] : [{ type, value, verified }];
  });
  if (!('column' in customer)) {
    if (shown.length === 0) throw new RangeError('it shows nothing that its customer is known by');
    return shown;
  }
  const value = text(customer.column);
  if (value === '') throw new RangeError(`${customer.column} is empty, so the customer is unknown`);
  return [{ type: 'externalId', value: `${customer.prefix}${value}`, verified: true }, ...shown];
}

/** The field's value; undefined where it is left out. */
function valueOf(source: FieldSource, text: (column: string) => string, zone: string): unknown {
  if ('constant' in source) return source.constant;
  const { column } = source;
  const found = text(column);
  if ('values' in source) {
    const value = Object.hasOwn(source.values, found) ? source.values[found] : source.otherwise;
    if (value === undefined) throw new RangeError(`${column}: '${found}' has no meaning in the mapping`);
    return value ?? undefined;
  }
  if (found === '') {
    if (source.optional === true) return undefined;
    throw new RangeError(`${column} is empty`);
  }
  return within(column, () => {
    if ('integer' in source) return wholeNumber(found);
    if ('money' in source) return { minor: minorUnits(found, source.money), currency: source.money };
    if ('day' in source) return dayOf(found, source.day);
    if ('recordedBy' in source) return sourceId(source.recordedBy, found);
    if ('instant' in source) return instantOf(found, source.instant, zone);
    return found;
  });
}

function wholeNumber(text: string): number {
  const value = /^[+-]?\d+$/.test(text) ? Number(text) : Number.NaN;
  if (!Number.isSafeInteger(value)) throw new RangeError(`'${text}' is not a whole number`);
  return value;
}

function within<T>(column: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (error instanceof RangeError) throw new RangeError(`${column}: ${error.message}`, { cause: error });
    throw error;
  }
}

/** Sets a value deep in a tree; a number in the path is a place in a list. */
function put(tree: Tree | unknown[], path: readonly string[], value: unknown): void {
  const [first, second] = path;
  if (first === undefined || value === undefined) return;
  const held: unknown = second === undefined ? value : branch(Reflect.get(tree, first), second);
  Reflect.set(tree, first, held);
  if (second !== undefined && isTree(held)) put(held, path.slice(1), value);
}

const branch = (held: unknown, next: string): unknown => held ?? (/^\d+$/.test(next) ? [] : {});
const isTree = (value: unknown): value is Tree => typeof value === 'object' && value !== null;
