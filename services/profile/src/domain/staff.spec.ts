import { describe, expect, it } from '@jest/globals';
import { specification } from '@rapport/decider';
import { staff, type DescribeStaff } from './staff.ts';
import { team } from './team.ts';

const facts: DescribeStaff['facts'] = {
  staffId: 'agent-7',
  role: 'specialist',
  languages: ['en'],
  worksFrom: '2026-01-01',
};
const described = { type: 'StaffDescribed' as const, data: facts };
const told = specification(staff);
const describe7 = { type: 'DescribeStaff' as const, facts };

describe('one of the staff', () => {
  it('is described, and again where something is different', () => {
    told.given([]).when(describe7).then([described]);
    told.given([described]).when(describe7).thenNothing();
    const moved = { ...described.data, teamId: 'north' };
    told
      .given([described])
      .when({ ...describe7, facts: moved })
      .then([{ type: 'StaffDescribed', data: moved }]);
  });

  it('has a name beside the stream, and not in it', () => {
    const { personal, events } = told
      .given([described])
      .when({ ...describe7, name: 'Grace' })
      .then([described]);
    expect(personal).toEqual({ name: 'Grace' });
    expect(JSON.stringify(events)).not.toContain('Grace');
  });

  it('does not leave before the first day', () => {
    told
      .given([])
      .when({ ...describe7, facts: { ...described.data, worksTo: '2025-12-31' } })
      .thenRefused('time-order');
  });
});

it('a team is described, and again where something is different', () => {
  const north = { type: 'TeamDescribed', data: { teamId: 'north', closed: false } } as const;
  const led = { ...north.data, supervisorId: 'agent-1' };
  specification(team).given([]).when({ type: 'DescribeTeam', facts: north.data }).then([north]);
  specification(team).given([north]).when({ type: 'DescribeTeam', facts: north.data }).thenNothing();
  specification(team)
    .given([north])
    .when({ type: 'DescribeTeam', facts: led })
    .then([{ ...north, data: led }]);
});
