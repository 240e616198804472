import type { MigrationInterface, QueryRunner } from 'typeorm';

export class ValueClasses1800000000120 implements MigrationInterface {
  readonly name = 'ValueClasses1800000000120';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table app.value_classes (customer_id uuid primary key, value_class text not null) with (fillfactor = 90);
      comment on table app.value_classes is 'as what analytics ranked each customer last, under the id as recorded'`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table app.value_classes');
  }
}
