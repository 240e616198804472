import { describe, expect, it } from '@jest/globals';
import { complaintsEvents } from '@rapport/contracts';
import { readCallBack } from './call-back-reading.ts';
import { at } from './matter.fixture.ts';
import { readPromise, type JudgedPromise } from './promise-reading.ts';
import { rules } from './standards.fixture.ts';

const { PromiseKept, PromiseBroken, CallBackScheduled } = complaintsEvents;
const kept = (more: object = {}): JudgedPromise => ({
  type: 'PromiseKept',
  data: { ...PromiseKept.example, ...more },
  occurredAt: at(5),
});
const broken: JudgedPromise = { type: 'PromiseBroken', data: PromiseBroken.example, occurredAt: at(5) };
const given = { at: at(2), team: 'service', channel: 'phone' };

describe('a promise', () => {
  it('that is kept in time meets its standard, by how it was given', () => {
    const { promiseId, ownerId } = PromiseKept.example;
    expect(readPromise(rules, kept(), given, 'gold')).toMatchObject([
      {
        kind: 'count',
        ...{ met: true, took: 0, at: at(5) },
        facts: {
          standard: 'promise.kept',
          promiseId,
          agentId: ownerId,
          team: 'service',
          channel: 'phone',
          since: at(2),
        },
      },
    ]);
  });

  it('that is broken breaches it under the same clock; kept late it changes nothing', () => {
    const [met] = readPromise(rules, kept(), given, 'gold');
    expect(readPromise(rules, broken, given, 'gold')).toMatchObject([
      { met: false, took: 1, facts: { clockId: met?.facts.clockId } },
    ]);
    expect(readPromise(rules, kept({ late: true }), given, 'gold')).toEqual([]);
  });

  it('of a complaint is about one, and with whom it was at the end', () => {
    const complaintId = '0190a3c6-0000-7000-8000-000000000001';
    const data = { ...PromiseBroken.example, complaintId, team: 'repairs' };
    expect(readPromise(rules, { type: 'PromiseBroken', data, occurredAt: at(5) }, given, 'gold')).toMatchObject([
      { facts: { complaintId, contactType: 'complaint', team: 'repairs' } },
    ]);
  });

  it('that was given before there was a standard is promised nothing', () => {
    expect(readPromise(rules, broken, { at: '2020-01-01T00:00:00.000Z' }, 'gold')).toEqual([]);
  });
});

describe('a call-back', () => {
  const monday = at(9);
  const scheduled = { ...CallBackScheduled.example, from: monday };

  it('has 16 business hours from when it may be made, and those of its value class', () => {
    const [other] = readCallBack(rules, scheduled, at(2), 'other');
    expect(other).toMatchObject({
      due: { dueAt: at(10, '17:00') },
      facts: { since: monday, contactType: 'complaint' },
    });
    expect(readCallBack(rules, scheduled, at(2), 'gold')).toMatchObject([{ due: { dueAt: at(9, '17:00') } }]);
  });

  it('is told of when it was planned, be that before it begins', () => {
    expect(readCallBack(rules, scheduled, at(2), 'other')).toMatchObject([{ toldAt: at(2) }]);
    expect(readCallBack(rules, scheduled, monday, 'other')[0]).not.toHaveProperty('toldAt');
  });
});
