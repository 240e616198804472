import { describe, expect, it } from '@jest/globals';
import type { Role } from './allow.ts';
import { sightOf, staffSeen, type LookedAfter } from './sight.ts';

const as = (...roles: readonly Role[]) => ({ roles, own: ['ada', 'agent-7'], covers: ['ben'], led: ['cyd'] });
const owned = (ownerId: string | null, ...team: readonly string[]): LookedAfter => ({ ownerId, team });

describe('what somebody sees of a customer', () => {
  it.each<[Role, string, LookedAfter, ReturnType<typeof sightOf>]>([
    ['specialist', 'nobody looks after', owned(null), 'all'],
    ['specialist', 'they own', owned('agent-7'), 'all'],
    ['specialist', 'they are in the team of', owned('eve', 'ada'), 'all'],
    ['specialist', 'somebody owns for whom they stand in', owned('ben'), 'all'],
    ['specialist', 'somebody in whose team is one for whom they stand in', owned('eve', 'ben'), 'all'],
    ['specialist', 'somebody else owns', owned('eve'), 'none'],
    ['specialist', 'others look after without an owner', owned(null, 'eve'), 'none'],
    ['specialist', 'one owns whom they would lead as a supervisor', owned('cyd'), 'none'],
    ['supervisor', 'one of their team owns', owned('cyd'), 'all'],
    ['supervisor', 'one of their team is in the team of', owned('eve', 'cyd'), 'all'],
    ['supervisor', 'nobody looks after', owned(null), 'all'],
    ['supervisor', 'somebody of another team owns', owned('eve'), 'none'],
    ['manager', 'somebody else owns', owned('eve'), 'all'],
    ['service', 'somebody else owns', owned('eve'), 'all'],
    ['privacyOfficer', 'somebody else owns', owned('eve'), 'all'],
    ['analyst', 'they own', owned('ada'), 'masked'],
    ['analyst', 'nobody looks after', owned(null), 'masked'],
    ['administrator', 'they own', owned('ada'), 'none'],
    ['administrator', 'nobody looks after', owned(null), 'none'],
  ])('as %s, of one whom %s: %j → %s', (role, _what, customer, sight) => {
    expect(sightOf(as(role), customer)).toBe(sight);
  });

  it('is by the widest of their roles, and nothing without one', () => {
    expect(sightOf(as('specialist', 'manager'), owned('eve'))).toBe('all');
    expect(sightOf(as('specialist', 'analyst'), owned('eve'))).toBe('masked');
    expect(sightOf(as(), owned(null))).toBe('none');
  });
});

it('lists are of the same customers', () => {
  expect(staffSeen(as('specialist'))).toEqual(['ada', 'agent-7', 'ben']);
  expect(staffSeen(as('supervisor'))).toContain('cyd');
  expect(staffSeen(as('specialist', 'manager'))).toBeNull();
});
