import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The product catalogue with its price list: empty until somebody publishes theirs. */
export class Products1800000000033 implements MigrationInterface {
  readonly name = 'Products1800000000033';

  async up(db: QueryRunner): Promise<void> {
    await db.query(
      `insert into app.catalogue (catalogue, version, valid_from, content) values ('products', 1, '1900-01-01Z', '{"products": []}')`,
    );
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`delete from app.catalogue where catalogue = 'products'`);
  }
}
