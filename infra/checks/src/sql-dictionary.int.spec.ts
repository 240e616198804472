import { describe, expect, it } from '@jest/globals';
import { sqlDictionary, withAnalyticsDatabase } from './sql-dictionary.ts';

describe('the data dictionary', () => {
  it('tells of every view and column that analysts read', async () => {
    const page = await withAnalyticsDatabase(sqlDictionary);
    expect(page).toContain('## satisfaction_now');
    expect(page).toMatch(/\| `amount_minor` +\| bigint +\|/);
  });

  it('refuses a view that says nothing of itself', async () => {
    const silent = withAnalyticsDatabase(async pool => {
      await pool.query('create view analytics.silent as select 1 as figure');
      return sqlDictionary(pool);
    });
    await expect(silent).rejects.toThrow('silent.figure');
  });
});
