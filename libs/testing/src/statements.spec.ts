import { describe, expect, it } from '@jest/globals';
import type { QueryRunner } from 'typeorm';
import { statementsOf } from './statements.ts';

const data = { text: 'one' };

class Fills {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('insert into x values ($1)', [data.text]);
  }
  async down(): Promise<void> {}
}
class Asks {
  async up(runner: QueryRunner): Promise<void> {
    const rows: unknown = await runner.query('select 1 as n');
    if (Array.isArray(rows) && rows.length === 0) throw new Error('no answer');
  }
  async down(): Promise<void> {}
}

describe('what migrations say', () => {
  it('holds the data that they take from elsewhere, whatever their own text is', async () => {
    const before = await statementsOf([Fills]);
    data.text = 'two';
    expect(before).toContain('"one"');
    expect(await statementsOf([Fills])).not.toBe(before);
  });

  it('is known up to where one needs an answer, and of those behind it', async () => {
    const said = await statementsOf([Asks, Fills]);
    expect(said).toContain('select 1 as n');
    expect(said).toContain('insert into x');
  });
});
