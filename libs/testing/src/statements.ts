import { DataSource, type DataSourceOptions, type MigrationInterface } from 'typeorm';

export type Migrations = Extract<NonNullable<DataSourceOptions['migrations']>, readonly unknown[]>;

/**
 * All that migrations would say to a database, told to none: what they are made of may lie in files that their own text only
 * names. One that needs an answer to go on is followed up to there.
 */
export async function statementsOf(migrations: Migrations): Promise<string> {
  const said: unknown[] = [];
  const runner = new DataSource({ type: 'postgres' }).createQueryRunner();
  Object.assign(runner, {
    query: (...statement: unknown[]): Promise<readonly unknown[]> => {
      said.push(statement);
      return Promise.resolve([]);
    },
  });
  for (const migration of migrations) {
    const made: unknown = typeof migration === 'function' ? Reflect.construct(migration, []) : migration;
    if (isMigration(made)) await made.up(runner).catch((error: unknown) => said.push(String(error)));
    else said.push(made);
  }
  return JSON.stringify(said);
}

const isMigration = (made: unknown): made is MigrationInterface =>
  typeof made === 'object' && made !== null && 'up' in made && typeof made.up === 'function';
