import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { interactionsEvents } from '@rapport/contracts';
import { sight } from '@rapport/service-kit';
import { delivery, testDatabase, type TestDatabase, type Told } from '@rapport/testing';
import { v7 as newId } from 'uuid';
import { migrations } from '../migrations/index.ts';
import { conductObserved } from './conduct.projection.ts';
import { listConduct } from './conduct.query.ts';
import { seesConduct, type ConductSight } from './conduct-sight.query.ts';

const annasPrincipal = newId();
let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase(migrations);
  const described = (staffId: string, teamId: string, more: object = {}): Told => ({
    type: 'StaffDescribed',
    subject: `staff:${staffId}`,
    data: { staffId, role: 'specialist', teamId, languages: [], worksFrom: '2026-01-01', ...more },
  });
  const team = (teamId: string, more: object = {}): Told => ({
    type: 'TeamDescribed',
    subject: `team:${teamId}`,
    data: { teamId, closed: false, ...more },
  });
  const observed = (of: { staffId?: string; team?: string }): Told => {
    const { staffId: _, ...example } = interactionsEvents.ConductObserved.example;
    const observationId = newId();
    return { type: 'ConductObserved', subject: `conduct:${observationId}`, data: { ...example, observationId, ...of } };
  };
  await delivery(database.pool, { projections: [sight, conductObserved] })(
    described('ana', 'north', { principalId: annasPrincipal }),
    described('ben', 'south'),
    described('cyd', 'west'),
    described('don', 'south', { worksTo: '2026-03-01' }),
    ...[team('north', { supervisorId: 'sue' }), team('south', { supervisorId: 'tom' }), team('west')],
    observed({ staffId: 'ana', team: 'south' }),
    observed({ staffId: annasPrincipal }),
    ...[observed({ staffId: 'ben', team: 'north' }), observed({ staffId: 'cyd', team: 'west' })],
    observed({ staffId: 'don', team: 'south' }),
    ...[observed({ staffId: 'guest', team: 'north' }), observed({ staffId: 'guest', team: 'harbour' })],
    ...[observed({ team: 'north' }), observed({ team: 'south' }), observed({})],
  );
});
afterAll(() => database.drop());

const all = [
  'ana/south',
  'anna',
  'ben/north',
  'cyd/west',
  'don/south',
  'guest/north',
  'guest/harbour',
  '/north',
  '/south',
  '/',
];
const named = ({ staffId = '', team }: { staffId?: string; team?: string }): string =>
  staffId === annasPrincipal ? 'anna' : `${staffId}/${team ?? ''}`;

/** What the list shows; that each by itself is seen just so is held beside it. */
async function shown(seen: ConductSight | null): Promise<string[]> {
  const { pool } = database;
  const rows = await listConduct(pool, { open: false, limit: 50, seen });
  const each = await listConduct(pool, { open: false, limit: 50, seen: null });
  for (const one of each)
    expect([named(one), await seesConduct(pool, seen, one)]).toEqual([
      named(one),
      rows.some(({ observationId }) => observationId === one.observationId),
    ]);
  return rows.map(named).toSorted();
}

describe('whose conduct is seen', () => {
  it('is one’s own alone, whatever team it was seen in', async () => {
    expect(await shown({ staff: ['ana', annasPrincipal], teams: null })).toEqual(['ana/south', 'anna']);
    expect(await shown({ staff: ['guest'], teams: null })).toEqual(['guest/harbour', 'guest/north']);
    expect(await shown({ staff: ['nobody'], teams: null })).toEqual([]);
  });

  it('is that of whom one leads, of one’s teams, and of whom and which nobody leads or has described', async () => {
    const sue = await shown({ staff: ['sue', 'ana', annasPrincipal], teams: ['north'] });
    expect(sue).toEqual(['ana/south', 'anna', 'guest/harbour', 'guest/north', '/north', '/'].toSorted());
    const tom = await shown({ staff: ['tom', 'ben'], teams: ['south'] });
    expect(tom).toEqual(['ben/north', 'don/south', 'guest/harbour', '/south', '/'].toSorted());
    expect(await shown({ staff: ['uma'], teams: ['west'] })).toEqual(['cyd/west', 'guest/harbour', '/'].toSorted());
  });

  it('is everybody’s for who sees all', async () => {
    expect(await shown(null)).toEqual(all.toSorted());
  });
});
