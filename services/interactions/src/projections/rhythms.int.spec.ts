import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { delivery, testDatabase, type TestDatabase, type Told } from '@rapport/testing';
import { v7 as newId } from 'uuid';
import { COUNTED } from '../domain/rhythm-measures.ts';
import { checkStandard } from '../domain/standard-check.ts';
import type { StandardForm } from '../domain/standard.ts';
import { migrations } from '../migrations/index.ts';
import { conductObserved, type ConductFacts } from './conduct.projection.ts';
import { readHeld } from './rhythms.query.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase(migrations);
});
afterAll(() => database.drop());

const observed = (kind: ConductFacts['kind'], day: string, more: { team?: string; place?: string }): Told => {
  const data = { observationId: newId(), kind, items: [], needsCoaching: false, ...more };
  return { type: 'ConductObserved', subject: 'staff:agent-7', occurredAt: `${day}T10:00:00.000Z`, data };
};

it('reads each visit by its place and each training by its team, once, and since when there were any', async () => {
  await delivery(database.pool, { projections: [conductObserved] })(
    observed('storeVisit', '2026-01-05', { place: 'mitte', team: 'south' }),
    observed('storeVisit', '2026-03-05', { place: 'mitte' }),
    observed('training', '2026-03-06', { team: 'south' }),
    observed('training', '2026-03-07', { place: 'mitte' }),
    observed('scorecard', '2026-03-08', { team: 'south' }),
    observed('morningBrief', '2026-04-01', { team: 'south' }),
  );
  const span = { from: '2026-03-01T00:00:00.000Z', until: '2026-04-01T00:00:00.000Z' };
  const { held, first } = await readHeld(database.pool, COUNTED, span);
  const visit = { measure: 'storeVisits', whose: 'mitte' };
  const training = { measure: 'trainings', whose: 'south', at: '2026-03-06T10:00:00.000Z' };
  expect(new Set(held)).toEqual(new Set([{ ...visit, at: '2026-03-05T10:00:00.000Z' }, training]));
  expect(new Set(first)).toEqual(new Set([{ ...visit, at: '2026-01-05T10:00:00.000Z' }, training]));
});

it('ships with standards that can be measured', async () => {
  const { rows } = await database.pool.query<{ form: StandardForm }>(
    `select form from app.service_rules where kind = 'standard' and code like 'rhythm.%'`,
  );
  expect(rows).toHaveLength(3);
  for (const { form } of rows) expect(() => checkStandard(form, ['office'])).not.toThrow();
});
