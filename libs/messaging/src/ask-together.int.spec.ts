import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { testDatabase, type TestDatabase } from '@rapport/testing';
import { askTogether } from './ask-together.ts';
import type { Tx } from './pool.ts';

const NUMBERS = 'select n, to_char(n, $1) as text from unnest($2::int[]) n order by n desc';
const HOW_MANY = 'select count(*) as many from unnest($1::int[]) n';

describe('queries asked together', () => {
  let database: TestDatabase;
  const sent: string[] = [];
  const counted = (): Tx => {
    const query = (asked: { text: string }): unknown => {
      sent.push(asked.text);
      return database.pool.query(asked);
    };
    return { query: query as Tx['query'] };
  };

  beforeAll(async () => void (database = await testDatabase()));
  afterAll(() => database.drop());

  it('are answered each for itself, in its order, by one statement', async () => {
    const together = askTogether(counted());
    const three = [1, 2, 3];
    const [numbers, many, none] = await Promise.all([
      together.query(NUMBERS, ['FM00', three]),
      together.query(HOW_MANY, [three]),
      together.query(NUMBERS, ['FM0', []]),
    ]);
    expect(numbers.rows).toEqual([
      { n: 3, text: '03' },
      { n: 2, text: '02' },
      { n: 1, text: '01' },
    ]);
    expect(many.rows).toEqual([{ many: 3 }]);
    expect(none).toMatchObject({ rows: [], rowCount: 0 });
    expect(sent).toHaveLength(1);
    expect(sent[0]).toContain('$4');
    expect(sent[0]).not.toContain('$5');
  });

  it('go again as another statement when they are asked later', async () => {
    const together = askTogether(counted());
    const before = sent.length;
    await together.query(HOW_MANY, [[1]]);
    expect((await together.query(HOW_MANY, [[1, 2]])).rows).toEqual([{ many: 2 }]);
    expect(sent.length - before).toBe(2);
  });

  it('fail together', async () => {
    const together = askTogether(counted());
    const asked = await Promise.allSettled([together.query(HOW_MANY, [[1]]), together.query('select 1 / 0 as n')]);
    expect(asked.map(each => each.status)).toEqual(['rejected', 'rejected']);
  });
});
