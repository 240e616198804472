import Type, { type Static, type TSchema } from 'typebox';
import { compile } from './check.ts';
import { isInCalendar } from './instant.ts';
import { malformed } from './problem.ts';
import { textErrors } from './text.ts';

export const Limit = Type.Integer({ minimum: 1, maximum: 200, default: 50, description: 'How many items at most' });
export const Cursor = Type.Optional(
  Type.String({ minLength: 1, maxLength: 512, description: 'Where the last page ended: its `next`' }),
);

/** The query of every list; spread it into a list's own filters. */
export const paging = { limit: Limit, cursor: Cursor };

export interface Page<Item> {
  readonly items: readonly Item[];
  /** The cursor of the next page, null on the last. */
  readonly next: string | null;
}

/** An opaque cursor over the sort key that `schema` describes. Reading one that we didn't write is a 400. */
export function cursorOf<T extends TSchema>(
  schema: T,
): { write(key: Static<T>): string; read(cursor: string | undefined): Static<T> | undefined } {
  const check = compile(schema);
  return {
    write: key => Buffer.from(JSON.stringify(key)).toString('base64url'),
    read(cursor) {
      if (cursor === undefined) return undefined;
      const key = parsed(cursor);
      if (check.accepts(key) && textErrors(key).length === 0 && isInTime(key)) return key;
      throw malformed('query string', [{ pointer: '/cursor', message: 'is not one that this list gave' }]);
    },
  };
}

/** Whether the times in a key are of the calendar: the database refuses others. */
const isInTime = (key: unknown): boolean =>
  typeof key !== 'object' ||
  key === null ||
  Object.values(key).every(value => typeof value !== 'string' || !INSTANT.test(value) || isInCalendar(value));

const INSTANT = /^\d{4}-\d\d-\d\dT/;

function parsed(cursor: string): unknown {
  try {
    return JSON.parse(Buffer.from(cursor, 'base64url').toString());
  } catch {
    return undefined;
  }
}

/** The page of rows read with `limit + 1`, so that the row too many tells of a next page. */
export function page<Row>(rows: readonly Row[], limit: number, cursor: (last: Row) => string): Page<Row> {
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  return { items, next: rows.length > limit && last !== undefined ? cursor(last) : null };
}
