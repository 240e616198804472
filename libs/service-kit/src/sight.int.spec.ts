import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { identityMap } from '@rapport/messaging';
import { delivery, testDatabase, type TestDatabase, type Told } from '@rapport/testing';
import { seenBy } from './looked-after.ts';
import { Sight1800000000150 } from './sight.migration.ts';
import { sight } from './sight.projection.ts';
import { staffAround } from './staff-around.ts';

let database: TestDatabase;
let deliver: (...events: readonly Told[]) => Promise<void>;
beforeAll(async () => {
  database = await testDatabase([Sight1800000000150]);
  deliver = delivery(database.pool, { projections: [identityMap, sight] });
});
afterAll(() => database.drop());

const assigned = (customerId: string, ownerId?: string, ...team: string[]): Told => ({
  type: 'AccountAssigned',
  subject: customerId,
  data: { customerId, team, ...(ownerId !== undefined && { ownerId }) },
});
const joined = (type: 'CustomersMerged' | 'CustomersUnmerged', survivorId: string, absorbedId: string): Told => ({
  type,
  subject: survivorId,
  data: { survivorId, absorbedId, reason: 'spec' },
});

/** Of these recorded customers those whom one of the staff sees. */
async function seen(staff: string[] | null, ...customers: string[]): Promise<string[]> {
  const { rows } = await database.pool.query<{ id: string }>(
    `select asked.id from unnest($2::uuid[]) with ordinality asked(id, n) where ${seenBy('$1', 'asked.id')} order by n`,
    [staff, customers],
  );
  return rows.map(({ id }) => id);
}

describe('whom the lists of a service show', () => {
  it('are those whom nobody looks after, and those of oneself, until they are given to somebody else', async () => {
    const [hers, his, nobodys] = [randomUUID(), randomUUID(), randomUUID()];
    const all = [hers, his, nobodys];
    await deliver(assigned(hers, 'ana'), assigned(his, 'ben', 'cyd'));
    expect(await seen(['ana'], ...all)).toEqual([hers, nobodys]);
    expect(await seen(['cyd'], ...all)).toEqual([his, nobodys]);
    expect(await seen(['ana', 'ben'], ...all)).toEqual(all);
    expect(await seen([], ...all)).toEqual([nobodys]);
    expect(await seen(null, ...all)).toEqual(all);
    await deliver(assigned(hers, 'ben'), assigned(his));
    expect(await seen(['ana'], ...all)).toEqual([his, nobodys]);
  });

  it('are of merged customers those of the first who names somebody, whatever came first, until they are parted', async () => {
    const [survivor, absorbed, third] = [randomUUID(), randomUUID(), randomUUID()].sort();
    if (survivor === undefined || absorbed === undefined || third === undefined) throw new Error('no ids');
    const all = [survivor, absorbed, third];
    await deliver(assigned(absorbed, 'ana'), joined('CustomersMerged', survivor, absorbed));
    await deliver(joined('CustomersMerged', survivor, third), assigned(third, 'cyd'));
    expect(await seen(['ana'], ...all)).toEqual(all);
    expect(await seen(['cyd'], ...all)).toEqual([]);
    await deliver(assigned(survivor, 'ben'));
    expect(await seen(['ana'], ...all)).toEqual([]);
    expect(await seen(['ben'], ...all)).toEqual(all);
    await deliver(joined('CustomersUnmerged', survivor, absorbed), assigned(survivor));
    expect(await seen(['ana'], ...all)).toEqual([absorbed]);
    expect(await seen(['cyd'], ...all)).toEqual([survivor, third]);
  });
});

describe('who somebody is among the staff', () => {
  const principalId = randomUUID();
  const described = (staffId: string, teamId: string, more: object = {}): Told => ({
    type: 'StaffDescribed',
    subject: `staff:${staffId}`,
    data: { staffId, role: 'specialist', teamId, languages: [], worksFrom: '2026-01-01', ...more },
  });
  const away = { absenceId: randomUUID(), staffId: 'eva', coverId: 'dan', from: '2000-01-01', to: '2999-01-01' };

  it('is by whom they sign in as, whom they stand in for, and whose team they lead', async () => {
    await deliver(
      described('dan', 'south', { principalId }),
      described('eva', 'east'),
      described('fay', 'north'),
      described('gus', 'north', { worksTo: '2026-02-01' }),
      {
        type: 'TeamDescribed',
        subject: 'team:north',
        data: { teamId: 'north', supervisorId: 'dan', closed: false },
      },
      { type: 'AbsenceArranged', subject: 'staff:eva', data: away },
    );
    const around = await staffAround(database.pool, principalId, 'sub', ['night']);
    expect({ ...around, own: [...around.own].sort(), teams: [...around.teams].sort() }).toEqual({
      own: [principalId, 'dan', 'sub'].sort(),
      covers: ['eva'],
      led: ['fay'],
      teams: ['east', 'night', 'north', 'south'],
    });
    await deliver({
      type: 'AbsenceCancelled',
      subject: 'staff:eva',
      data: { absenceId: away.absenceId, staffId: 'eva' },
    });
    expect((await staffAround(database.pool, principalId, 'sub', [])).covers).toEqual([]);
  });
});
