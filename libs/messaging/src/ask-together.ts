import { createHash } from 'node:crypto';
import type pg from 'pg';
import type { Tx } from './pool.ts';

interface Asked {
  readonly text: string;
  readonly values: readonly unknown[];
  readonly answer: PromiseWithResolvers<Pick<pg.QueryResult, 'rows' | 'rowCount'>>;
}

/**
 * Asks as one prepared statement what is asked of it in one go, as by `Promise.all`: ways there and back, and planning, cost
 * more than most reads of a few rows. Only for reads whose texts don't vary. Values arrive as JSON has them: instants and
 * whatever a double can't hold are to be made texts by the query.
 */
export function askTogether(tx: Tx): Tx {
  let waiting: Asked[] = [];
  const send = async (): Promise<void> => {
    const all = waiting;
    waiting = [];
    try {
      const { text, values } = oneStatement(all);
      const { rows } = await tx.query<Record<string, unknown[]>>({ name: nameOf(text), text, values });
      for (const [i, { answer }] of all.entries()) {
        const mine = rows[0]?.[`q${i}`] ?? [];
        answer.resolve({ rows: mine, rowCount: mine.length });
      }
    } catch (error) {
      for (const { answer } of all) answer.reject(error);
    }
  };
  const query = (text: string, values: readonly unknown[] = []): Promise<Pick<pg.QueryResult, 'rows' | 'rowCount'>> => {
    const asked: Asked = { text, values, answer: Promise.withResolvers() };
    if (waiting.push(asked) === 1) process.nextTick(() => void send());
    return asked.answer.promise;
  };
  return { query: query as Tx['query'] };
}

/** A column of JSON rows for each query; an object that several are given is one parameter of the whole. */
export function oneStatement(all: readonly Pick<Asked, 'text' | 'values'>[]): { text: string; values: unknown[] } {
  const values: unknown[] = [];
  const placeOf = (value: unknown): number => {
    const known = typeof value === 'object' && value !== null ? values.indexOf(value) : -1;
    return known < 0 ? values.push(value) : known + 1;
  };
  const columns = all.map(({ text, values: own }, i) => {
    const places = own.map(placeOf);
    const renumbered = text.replace(/\$(\d+)/g, (_, n: string) => `$${places[Number(n) - 1]}`);
    return `(select coalesce(json_agg(q), '[]') from (${renumbered}) q) as q${i}`;
  });
  return { text: `select ${columns.join(',\n')}`, values };
}

const nameOf = (text: string): string => `together-${createHash('sha256').update(text).digest('hex').slice(0, 32)}`;
