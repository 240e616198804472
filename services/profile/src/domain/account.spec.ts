import { describe, expect, it } from '@jest/globals';
import { specification } from '@rapport/decider';
import { account, type SetParentEnterprise } from './account.ts';

const [firm, group, top] = [1, 2, 3].map(n => `0190a3c4-d000-7000-8000-00000000000${n}`).map(String);
const told = specification(account);
const customerId = String(firm);
const parentOf = (parentId: string | undefined, line: readonly (string | undefined)[]): SetParentEnterprise => ({
  type: 'SetParentEnterprise',
  customerId,
  partyType: 'enterprise',
  parent: { customerId: String(parentId), partyType: 'enterprise', line: line.map(String) },
  own: [customerId],
});
const belongs = (parentId?: string) =>
  ({ type: 'ParentEnterpriseSet', data: { customerId, ...(parentId !== undefined && { parentId }) } }) as const;

describe('an account', () => {
  it('is described as it is from now on, and the same again changes nothing', () => {
    const facts = { customerId, industry: 'logistics', employees: 250 };
    const described = { type: 'AccountDescribed', data: facts } as const;
    told.given([]).when({ type: 'DescribeAccount', facts }).then([described]);
    told.given([described]).when({ type: 'DescribeAccount', facts }).thenNothing();
    told
      .given([described])
      .when({ type: 'DescribeAccount', facts: { customerId } })
      .then([{ type: 'AccountDescribed', data: { customerId } }]);
  });

  it('has an owner and a team, nobody twice', () => {
    const assign = (ownerId: string | null, ...team: string[]) =>
      ({ type: 'AssignAccount', customerId, ownerId, team }) as const;
    const assigned = (ownerId: string | undefined, ...team: string[]) =>
      ({ type: 'AccountAssigned', data: { customerId, ...(ownerId !== undefined && { ownerId }), team } }) as const;
    told
      .given([])
      .when(assign('ana', 'cleo', 'ben', 'ana', 'ben'))
      .then([assigned('ana', 'ben', 'cleo')]);
    told
      .given([assigned('ana', 'ben')])
      .when(assign('ana', 'ben'))
      .thenNothing();
    told
      .given([assigned('ana', 'ben')])
      .when(assign(null))
      .then([assigned(undefined)]);
  });

  it('belongs to another enterprise, and may leave it', () => {
    told
      .given([])
      .when(parentOf(group, [group, top]))
      .then([belongs(group)]);
    told
      .given([belongs(group)])
      .when(parentOf(group, [group]))
      .thenNothing();
    told
      .given([belongs(group)])
      .when({ ...parentOf(group, []), parent: null })
      .then([belongs()]);
    expect(told.given([belongs(group), belongs()]).state.parentId).toBeNull();
  });

  it('is never above itself, under whichever of its ids', () => {
    told
      .given([])
      .when(parentOf(firm, [firm]))
      .thenRefused('hierarchy-cycle');
    told
      .given([])
      .when(parentOf(group, [group, firm]))
      .thenRefused('hierarchy-cycle');
    told
      .given([])
      .when({ ...parentOf(group, [group, top]), own: [customerId, String(top)] })
      .thenRefused('hierarchy-cycle');
  });

  it('belongs to no person, and no person to it', () => {
    const person = { ...parentOf(group, [group]), partyType: 'individual' };
    told.given([]).when(person).thenRefused('not-an-organisation');
  });
});
