import { createHash, randomUUID } from 'node:crypto';
import { createPool, MESSAGING_FUNCTIONS, MESSAGING_SCHEMA, migrateMessaging } from '@rapport/messaging';
import pg from 'pg';
import { DataSource } from 'typeorm';
import { testStack } from './stack.ts';
import { statementsOf, type Migrations } from './statements.ts';

export interface TestDatabase {
  readonly url: string;
  readonly pool: pg.Pool;
  /** Closes the pool and drops the database. */
  drop(): Promise<void>;
}

/**
 * A database of this spec's own with messaging's tables and those of the service's migrations, copied from a template
 * that is migrated once for all specs.
 */
export async function testDatabase(migrations: Migrations = []): Promise<TestDatabase> {
  const { databases } = await testStack();
  const name = `spec_${randomUUID().replaceAll('-', '')}`;
  const admin = new pg.Client({ connectionString: databases.admin });
  await admin.connect();
  try {
    await admin.query(`select pg_advisory_lock(hashtext('rapport specs'))`);
    const template = await templateOf(admin, databases.admin, migrations);
    await admin.query(`create database ${name} template ${template}`);
  } finally {
    await admin.end();
  }
  const url = withDatabase(databases.admin, name);
  const pool = createPool(url, 10, () => undefined);
  return {
    url,
    pool,
    async drop() {
      await pool.end();
      const client = new pg.Client({ connectionString: databases.admin });
      await client.connect();
      await client.query(`drop database if exists ${name} with (force)`);
      await client.end();
    },
  };
}

async function templateOf(admin: pg.Client, adminUrl: string, migrations: Migrations): Promise<string> {
  const text = [migrateMessaging, ...migrations].map(String).join('\n');
  const template = `template_${createHash('sha256')
    .update(MESSAGING_SCHEMA + MESSAGING_FUNCTIONS)
    .update(text)
    .update(await statementsOf(migrations))
    .digest('hex')
    .slice(0, 24)}`;
  const { rowCount } = await admin.query('select from pg_database where datname = $1', [template]);
  if (rowCount === 1) return template;
  const draft = `${template}_draft`;
  await admin.query(`drop database if exists ${draft} with (force)`);
  await admin.query(`create database ${draft}`);
  const url = withDatabase(adminUrl, draft);
  await migrateMessaging(url);
  const source = new DataSource({ type: 'postgres', url, migrations, migrationsTransactionMode: 'each' });
  await source.initialize();
  await source.runMigrations();
  await source.destroy();
  await admin.query(`alter database ${draft} rename to ${template}`);
  return template;
}

function withDatabase(url: string, name: string): string {
  const changed = new URL(url);
  changed.pathname = `/${name}`;
  return changed.toString();
}
