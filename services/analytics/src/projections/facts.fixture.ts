import { delivery, testDatabase, type TestDatabase, type Told } from '@rapport/testing';
import type { RunnableProjection } from '@rapport/messaging';
import { migrations } from '../migrations/index.ts';

export const ada = '0190a3c4-7b1e-7c3a-9d55-0f6b1c2d3e4f';
export const adasTablet = '0190a3c4-9f00-7a11-8b22-3c4d5e6f7a8b';
export const ben = '0190a3c4-aaaa-7a11-8b22-000000000001';

/** An id that can be told by its number. */
export const numbered = (n: number): string => `0190a3c5-0000-7000-8000-${n.toString(16).padStart(12, '0')}`;

export interface Warehouse {
  readonly database: TestDatabase;
  /** Delivers, each event twice. */
  readonly deliver: (...events: readonly Told[]) => Promise<void>;
  readonly rows: (sql: string, params?: readonly unknown[]) => Promise<unknown[]>;
}

export async function warehouse(...projections: RunnableProjection[]): Promise<Warehouse> {
  const database = await testDatabase(migrations);
  return {
    database,
    deliver: delivery(database.pool, { projections }),
    rows: async (sql, params = []) => (await database.pool.query(sql, [...params])).rows,
  };
}
