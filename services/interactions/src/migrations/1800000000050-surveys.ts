import type { MigrationInterface, QueryRunner } from 'typeorm';
import catalogue from './surveys-v1.json' with { type: 'json' };

/** The surveys that may be put, and who is asked: reference data in versions that are never changed, only followed. */
export class Surveys1800000000050 implements MigrationInterface {
  readonly name = 'Surveys1800000000050';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      create table app.surveys (
        code text not null,
        version integer not null,
        form jsonb not null,
        valid_from timestamptz not null,
        published_by text not null,
        published_at timestamptz not null default now(),
        primary key (code, version)
      );
      comment on table app.surveys is 'the questions of each survey in every version, with their texts in every language';
      comment on column app.surveys.valid_from is 'of the versions whose time has come the highest is put';

      create table app.sampling_rules (
        version integer primary key,
        valid_from timestamptz not null,
        switched_on boolean not null,
        seed text not null,
        rest_days integer not null,
        link_days integer not null,
        late_hours integer not null,
        except_types text[] not null,
        except_outcomes text[] not null,
        rules jsonb not null,
        published_by text not null,
        published_at timestamptz not null default now()
      );
      comment on table app.sampling_rules is 'who is asked to answer a survey after a contact';
      comment on column app.sampling_rules.rules is 'in order, the first that fits counts: channel and valueClass (absent: any), survey, share'`);
    await db.query(
      `insert into app.surveys (code, version, form, valid_from, published_by)
       select s.code, $1, s.form, '1970-01-01Z', 'default' from json_to_recordset($2) as s(code text, form jsonb)`,
      [catalogue.version, JSON.stringify(catalogue.surveys)],
    );
    // Switched off: nobody is asked before somebody has decided so.
    await db.query(
      `insert into app.sampling_rules (version, valid_from, switched_on, seed, rest_days, link_days, late_hours,
         except_types, except_outcomes, rules, published_by)
       values (1, '1970-01-01Z', false, 'rapport-1', 30, 14, 72, '{complaint}', '{abandoned,noAnswer,wrongParty}', $1, 'default')`,
      [JSON.stringify(RULES)],
    );
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`drop table app.sampling_rules, app.surveys`);
  }
}

const RULES = [
  { valueClass: 'diamond', survey: 'csat', share: 0.5 },
  { valueClass: 'gold', survey: 'csat', share: 0.4 },
  { channel: 'phone', survey: 'csat', share: 0.2 },
  { channel: 'chat', survey: 'csat', share: 0.2 },
  { channel: 'email', survey: 'ces', share: 0.2 },
  { channel: 'web', survey: 'ces', share: 0.1 },
  { channel: 'app', survey: 'ces', share: 0.1 },
  { channel: 'branch', survey: 'servqual', share: 0.1 },
  { channel: 'visit', survey: 'servqual', share: 0.2 },
  { survey: 'nps', share: 0.05 },
];
