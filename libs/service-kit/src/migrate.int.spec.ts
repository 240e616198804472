import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { testDatabase, type TestDatabase } from '@rapport/testing';
import type { MigrationInterface, QueryRunner } from 'typeorm';
import { migrate } from './migrate.ts';

class CreateNotes1700000000000 implements MigrationInterface {
  readonly name = 'CreateNotes1700000000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('create table public.notes (id integer primary key)');
    await runner.query('select pg_sleep(0.2)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table public.notes');
  }
}

class Broken1700000000001 implements MigrationInterface {
  readonly name = 'Broken1700000000001';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('create table public.half (id integer)');
    await runner.query('this is not SQL');
  }

  async down(): Promise<void> {}
}

describe('migrating', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await testDatabase();
  });
  afterAll(() => database.drop());

  it('by three replicas at once is done once', async () => {
    await Promise.all([1, 2, 3].map(() => migrate(database.url, [CreateNotes1700000000000])));
    const { rows } = await database.pool.query(`select name from public.migrations`);
    expect(rows).toEqual([{ name: 'CreateNotes1700000000000' }]);
  });

  it('that fails says why and leaves nothing behind', async () => {
    await expect(migrate(database.url, [CreateNotes1700000000000, Broken1700000000001])).rejects.toThrow(
      'syntax error',
    );
    const { rows } = await database.pool.query(`select to_regclass('public.half') as half`);
    expect(rows).toEqual([{ half: null }]);
  });
});
