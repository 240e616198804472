import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The rules of identity are a catalogue like the others; each version of any stays as it is, and may say why it was made. */
export class OneTableOfVersions1800000000111 implements MigrationInterface {
  readonly name = 'OneTableOfVersions1800000000111';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      alter table app.catalogue add column reason text;
      comment on column app.catalogue.reason is 'why the version was made, where its maker has to say';
      insert into app.catalogue (catalogue, version, valid_from, published_at, published_by, content, reason)
      select 'identity-rules', version, greatest(valid_from, '1900-01-01Z'), changed_at, nullif(changed_by, 'rapport'), rules, reason
      from app.identity_rules;
      drop table app.identity_rules;
      create trigger keep_versions before update or delete on app.catalogue
        for each row execute function app.keep_versions()`);
  }

  async down(): Promise<void> {
    throw new Error('the table of before is gone: restore a backup');
  }
}
