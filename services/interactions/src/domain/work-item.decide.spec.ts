import { describe, expect, it } from '@jest/globals';
import { interactionsEvents } from '@rapport/contracts';
import { specification } from '@rapport/decider';
import fc from 'fast-check';
import type { WorkCommand } from './work-item.commands.ts';
import { workItem } from './work-item.decide.ts';
import type { WorkEvent } from './work-item.ts';

const { given } = specification(workItem);
const item = interactionsEvents.WorkItemRaised.example;
const { workItemId, customerId, dueAt } = item;
const ids = { workItemId, ...(customerId !== undefined && { customerId }) };
const raiseAt = '2026-03-02T17:00:00.000Z';
const raised: WorkEvent = { type: 'WorkItemRaised', data: item };
const planned: WorkEvent = { type: 'WorkItemPlanned', data: { ...item, raiseAt } };
const done: WorkEvent = { type: 'WorkItemDone', data: { ...ids, outcome: 'reached', inTime: true } };
const claimed = (assigneeId: string): WorkEvent => ({ type: 'WorkItemClaimed', data: { ...ids, assigneeId } });
const timed = (event: WorkEvent, at: string): WorkEvent => Object.assign({}, event, { at });
const overdue: WorkEvent = { type: 'WorkItemOverdue', data: { ...ids, dueAt, team: 'service' } };

describe('raising', () => {
  it('happens once, whatever comes again', () => {
    given([]).when({ type: 'RaiseWork', item }).then([raised]);
    for (const before of [[raised], [planned], [raised, done]])
      given(before).when({ type: 'RaiseWork', item }).thenNothing();
  });

  it('keeps what was said beside the stream', () => {
    const { personal } = given([]).when({ type: 'RaiseWork', item, note: 'Ask for Ada' }).then([raised]);
    expect(personal).toEqual({ note: 'Ask for Ada' });
  });

  it('waits for its time where it is planned, and then is marked with it', () => {
    given([]).when({ type: 'RaiseWork', item, raiseAt }).then([planned]);
    given([planned]).when({ type: 'PassTime', now: '2026-03-02T16:59:59.000Z' }).thenNothing();
    given([planned])
      .when({ type: 'PassTime', now: raiseAt })
      .then([timed(raised, raiseAt)]);
  });

  it('stays away where the plan was dropped before, and not after', () => {
    const dropped: WorkEvent = { type: 'WorkItemPlanDropped', data: { ...ids, reason: 'ComplaintOpened' } };
    const drop: WorkCommand = { type: 'DropPlan', reason: 'ComplaintOpened' };
    given([planned]).when(drop).then([dropped]);
    given([planned, dropped]).when({ type: 'PassTime', now: '2027-01-01T00:00:00.000Z' }).thenNothing();
    for (const before of [[], [raised], [planned, dropped]]) given(before).when(drop).thenNothing();
  });
});

describe('time', () => {
  const escalating: WorkEvent = { type: 'WorkItemRaised', data: { ...item, escalateTo: 'supervisor' } };
  const escalated: WorkEvent = { type: 'WorkItemEscalated', data: { ...ids, from: 'specialist', role: 'supervisor' } };

  it('tells once that it is overdue, and hands it up where the rule says so', () => {
    given([raised])
      .when({ type: 'PassTime', now: dueAt })
      .then([timed(overdue, dueAt)]);
    given([raised, overdue]).when({ type: 'PassTime', now: '2026-04-01T00:00:00.000Z' }).thenNothing();
    given([escalating])
      .when({ type: 'PassTime', now: dueAt })
      .then([overdue, escalated].map(event => timed(event, dueAt)));
  });

  it('tells again where it was due at another time since', () => {
    const later = '2026-03-05T09:00:00.000Z';
    const moved: WorkEvent = {
      type: 'WorkItemRescheduled',
      data: { ...ids, from: dueAt, dueAt: later, reason: 'customerAsked' },
    };
    given([raised, overdue]).when({ type: 'RescheduleWork', dueAt: later, reason: 'customerAsked' }).then([moved]);
    expect(workItem.nextDue?.(given([raised, overdue, moved]).state)).toBe(later);
    expect(workItem.nextDue?.(given([raised, overdue]).state)).toBeNull();
  });

  it('ends what is of no use any more', () => {
    const expiresAt = '2026-03-02T12:00:00.000Z';
    const short: WorkEvent = { type: 'WorkItemRaised', data: { ...item, expiresAt } };
    given([short])
      .when({ type: 'PassTime', now: dueAt })
      .then([timed({ type: 'WorkItemExpired', data: ids }, expiresAt)]);
  });
});

describe('work', () => {
  it('is taken on by one at a time', () => {
    given([raised])
      .when({ type: 'ClaimWork', assigneeId: 'agent-7' })
      .then([claimed('agent-7')]);
    given([raised, claimed('agent-7')])
      .when({ type: 'ClaimWork', assigneeId: 'agent-7' })
      .thenNothing();
    given([raised, claimed('agent-7')])
      .when({ type: 'ClaimWork', assigneeId: 'agent-8' })
      .thenRefused('work-item-taken');
  });

  it('is given to somebody, or back to the team', () => {
    const { state } = given([
      raised,
      claimed('agent-7'),
      { type: 'WorkItemAssigned', data: { ...ids, team: 'service' } },
    ]);
    expect(state).toMatchObject({ claimed: false });
    expect(state?.item.assigneeId).toBeUndefined();
    given([raised])
      .when({ type: 'AssignWork', assigneeId: 'agent-8' })
      .then([{ type: 'WorkItemAssigned', data: { ...ids, assigneeId: 'agent-8', team: 'service' } }]);
  });

  it('is done in time or late, once', () => {
    const finish = { type: 'FinishWork', outcome: 'reached', at: dueAt } as const;
    given([raised]).when(finish).then([done]);
    given([raised, done]).when(finish).thenNothing();
    given([raised, done]).when({ type: 'FinishWork', outcome: 'solved', at: dueAt }).thenRefused('work-item-closed');
    given([raised])
      .when({ ...finish, at: '2026-03-03T09:00:00.001Z' })
      .then([{ type: 'WorkItemDone', data: { ...ids, outcome: 'reached', inTime: false } }]);
  });

  it('is not there before it was raised', () => {
    given([]).when({ type: 'CancelWork', reason: 'notNeeded' }).thenRefused('work-item-unknown');
    given([planned]).when({ type: 'CancelWork', reason: 'notNeeded' }).thenRefused('work-item-closed');
  });
});

describe('whatever is sent, in whatever order and however often', () => {
  const command: fc.Arbitrary<WorkCommand> = fc.oneof(
    fc.constantFrom<WorkCommand>(
      { type: 'RaiseWork', item },
      { type: 'RaiseWork', item, raiseAt },
      { type: 'DropPlan', reason: 'ComplaintOpened' },
      { type: 'ClaimWork', assigneeId: 'agent-7' },
      { type: 'FinishWork', outcome: 'reached', at: dueAt },
      { type: 'CancelWork', reason: 'notNeeded' },
    ),
    fc.nat(9).map(day => ({ type: 'PassTime', now: `2026-03-0${day}T10:00:00.000Z` }) as const),
  );
  it('is raised at most once, overdue at most once, and ends at most once', () => {
    fc.assert(
      fc.property(fc.array(command, { maxLength: 20 }), commands => {
        const told: WorkEvent[] = [];
        for (const one of commands) {
          const { state } = given(told);
          try {
            told.push(...workItem.decide(one, state).events);
          } catch {
            continue;
          }
        }
        const count = (...types: string[]): number => told.filter(({ type }) => types.includes(type)).length;
        expect(count('WorkItemRaised')).toBeLessThanOrEqual(1);
        expect(count('WorkItemOverdue')).toBeLessThanOrEqual(1);
        expect(
          count('WorkItemDone', 'WorkItemCancelled', 'WorkItemExpired', 'WorkItemPlanDropped'),
        ).toBeLessThanOrEqual(1);
      }),
    );
  });
});
