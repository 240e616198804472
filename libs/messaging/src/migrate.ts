import pg from 'pg';
import { MESSAGING_SCHEMA } from './schema.sql.ts';
import { FUNCTIONS } from './write.sql.ts';

/**
 * Makes or updates the tables of messaging, as the database's owner, under an advisory lock. The application role may
 * read and write them; it can't change or delete what was logged.
 */
export async function migrateMessaging(ownerUrl: string, appRole?: string): Promise<void> {
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    await client.query(`select pg_advisory_lock(hashtext('messaging.migrate'))`);
    await client.query(MESSAGING_SCHEMA);
    await client.query(FUNCTIONS);
    await client.query(NEXT_PARTITIONS);
    if (appRole !== undefined) await client.query(grants(pg.escapeIdentifier(appRole)));
  } finally {
    await client.end();
  }
}

/** There are always two partitions of ten million positions ahead of the last event. */
export const NEXT_PARTITIONS = 'select messaging.make_event_partitions()';

const grants = (role: string): string => `
grant usage on schema messaging to ${role};
grant select, insert, update, delete on all tables in schema messaging to ${role};
revoke update, delete, truncate on messaging.events from ${role};
grant execute on all functions in schema messaging to ${role};`;
