import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Who was asked what and has answered, and who has an open complaint. */
export class SurveyInvitations1800000000051 implements MigrationInterface {
  readonly name = 'SurveyInvitations1800000000051';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      create table app.survey_invitations (
        invitation_id uuid primary key,
        customer_id uuid not null,
        asked_at timestamptz not null,
        facts jsonb not null
      );
      create index survey_invitations_newest on app.survey_invitations (customer_id, asked_at desc, invitation_id desc);
      comment on table app.survey_invitations is 'each invitation under the id of the customer as recorded';

      create table app.survey_answers (
        invitation_id uuid primary key,
        customer_id uuid not null,
        feedback_id uuid not null,
        answered_at timestamptz not null
      );
      comment on table app.survey_answers is 'invitations that were answered';

      create table app.open_complaints (
        complaint_id uuid primary key,
        customer_id uuid not null,
        open boolean not null
      ) with (fillfactor = 80);
      create index open_complaints_customer on app.open_complaints (customer_id) where open;
      comment on table app.open_complaints is 'whether each complaint is open: nobody is asked for feedback in the middle of one'`);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`drop table app.open_complaints, app.survey_answers, app.survey_invitations`);
  }
}
