import pg from 'pg';
import { DataSource, type DataSourceOptions } from 'typeorm';
import { migrateMessaging } from '@rapport/messaging';

type Migrations = NonNullable<DataSourceOptions['migrations']>;

// One number for all of Rapport: databases are locked one by one anyway.
const LOCK = 7_269_770_001;

/**
 * Brings the database at `url` (its owner's) up to date: messaging's tables, then the service's migrations, each in
 * a transaction, under an advisory lock so that replicas starting together take turns. `appRole` may then use what
 * messaging made; what the service's own migrations make it may use by the database's default privileges.
 */
export async function migrate(url: string, migrations: Migrations, appRole?: string): Promise<void> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 });
  // A lost connection shows in the query that meets it; without a listener it would end the process here.
  client.on('error', () => undefined);
  await client.connect();
  try {
    await client.query('select pg_advisory_lock($1)', [LOCK]);
    await migrateMessaging(url, appRole);
    await runMigrations(url, migrations);
  } finally {
    await client.end();
  }
}

async function runMigrations(url: string, migrations: Migrations): Promise<void> {
  const source = new DataSource({
    type: 'postgres',
    url,
    migrations,
    migrationsTransactionMode: 'each',
    logging: false,
  });
  await source.initialize();
  try {
    await source.runMigrations();
  } finally {
    await source.destroy();
  }
}
