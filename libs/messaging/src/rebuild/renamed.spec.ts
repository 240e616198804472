import { describe, expect, it } from '@jest/globals';
import type { Tx } from '../pool.ts';
import { renamed } from './renamed.ts';

const names = new Map([
  ['app.complaint', 'build_x.complaint'],
  ['messaging.positions', 'build_x.build_positions'],
]);

async function asked(text: string): Promise<string> {
  let said = '';
  const query = (sql: string): void => void (said = sql);
  await renamed({ query: query as unknown as Tx['query'] }, names).query(text);
  return said;
}

describe('the transaction of a build', () => {
  it.each([
    ['select c.step from app.complaint c', 'select c.step from build_x.complaint c'],
    ['insert into app.complaint as t ("step") select', 'insert into build_x.complaint as t ("step") select'],
    ['json_populate_recordset(null::app.complaint, $1)', 'json_populate_recordset(null::build_x.complaint, $1)'],
    ['update messaging.positions p set x = 1', 'update build_x.build_positions p set x = 1'],
  ])('means its own table in %s', async (live, own) => {
    expect(await asked(live)).toBe(own);
  });

  it.each([
    'select from app.complaints',
    'select from app.complaint_experiences',
    'select from other.app.complaint',
    'select from myapp.complaint',
    'select app.search_words(x)',
  ])('leaves alone %s', async text => {
    expect(await asked(text)).toBe(text);
  });
});
