import pg from 'pg';
import { UnavailableError } from './errors.ts';

const INT8 = 20;

/** bigint columns are positions, offsets and counts: all far below 2^53. */
const types = new pg.TypeOverrides();
types.setTypeParser(INT8, Number);

// A process that was stopped in mid transaction must not hold its locks against those that took over.
const PATIENCE = { idle_in_transaction_session_timeout: 10_000, lock_timeout: 5000, statement_timeout: 30_000 };

interface PoolSettings extends Pick<pg.PoolConfig, 'query_timeout' | 'statement_timeout'> {
  /** Awaited with each connection before it is used; a connection that it rejects is thrown away. */
  readonly onConnect?: (client: Tx) => Promise<void>;
}

/** A pool that survives lost connections: without a listener one of them would end the process. */
export function createPool(
  connectionString: string,
  max: number,
  onError: (error: Error) => void,
  settings: PoolSettings = {},
): pg.Pool {
  const pool = new pg.Pool({
    connectionString,
    max,
    types,
    connectionTimeoutMillis: 5000,
    keepAlive: true,
    keepAliveInitialDelayMillis: 10_000,
    query_timeout: 35_000,
    ...PATIENCE,
    ...settings,
  });
  pool.on('error', onError);
  // The pool listens to idle connections only: one that is lost while it works would end the process.
  pool.on('connect', client => client.on('error', onError));
  return pool;
}

export type Tx = Pick<pg.PoolClient, 'query'>;

/**
 * Runs `work` in one transaction. A connection that failed to roll back is thrown away; so is one that did not answer, which is
 * not asked to roll back: it would be waited for as long again.
 */
export async function transaction<T>(pool: pg.Pool, work: (tx: pg.PoolClient) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  let broken: Error | undefined;
  try {
    await client.query('begin');
    const result = await work(client);
    await client.query('commit');
    return result;
  } catch (error) {
    broken = isUnanswered(error) ? error : await client.query('rollback').then(nothing, (e: Error) => e);
    throw error;
  } finally {
    client.release(broken);
  }
}

/** Queries each on a connection of the pool, once `check` lets it pass, which is asked when the connection is there. */
export function checked(pool: pg.Pool, check: () => void): Tx {
  const query = async (...query: [string]): Promise<pg.QueryResult> => {
    const client = await pool.connect();
    let broken: Error | undefined;
    try {
      check();
      return await client.query(...query);
    } catch (error) {
      if (!(error instanceof pg.DatabaseError) && error instanceof Error) broken = error;
      throw error;
    } finally {
      client.release(broken);
    }
  };
  return { query: query as Tx['query'] };
}

const nothing = (): undefined => undefined;
const isUnanswered = (error: unknown): error is Error =>
  error instanceof Error && error.message === 'Query read timeout';

const TRANSIENT = new Set([
  '40001',
  '40P01',
  '55P03',
  '57014',
  '57P01',
  '57P02',
  '57P03',
  '53300',
  '25P03',
  '58000',
  '53100',
  '25006',
  '58030',
]);

/** Whether the database was away, busy or lost a race, or nothing may be written just now: the same work may succeed if tried again. */
export function isTransient(error: unknown): boolean {
  if (error instanceof UnavailableError) return true;
  if (!(error instanceof Error)) return false;
  const code = (error as { code?: string }).code;
  if (code !== undefined && (TRANSIENT.has(code) || code.startsWith('08') || code.startsWith('ECONN'))) return true;
  return (
    /^(ETIMEDOUT|EPIPE|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH)$/.test(code ?? '') ||
    /Connection terminated|timeout exceeded when trying|Query read timeout|not queryable/.test(error.message)
  );
}
