import type { complaintsEvents } from '@rapport/contracts';
import type { Told } from '@rapport/testing';
import { v7 as newId } from 'uuid';

type Facts = (typeof complaintsEvents)['PromiseBroken']['example'];

/** A day of March 2026, and of what comes before and after. */
export const on = (day: number): string => new Date(Date.UTC(2026, 2, day, 10)).toISOString();

/** A promise to a customer, and each thing that may be told of it. */
export function promise(customerId: string, { dueAt, ...more }: Partial<Facts> & { readonly dueAt: string }) {
  const promiseId = newId();
  const ids = { promiseId, customerId, ownerId: 'agent-7' };
  const facts = { kind: 'answer', ...more, ...ids, dueAt };
  const at = (day: number) => ({ subject: customerId, occurredAt: on(day) });
  return {
    id: promiseId,
    facts,
    made: (day: number): Told => ({ type: 'PromiseMade', ...at(day), data: facts }),
    renegotiated: (day: number, to: string): Told => ({
      type: 'PromiseRenegotiated',
      ...at(day),
      data: { ...ids, from: dueAt, dueAt: to, reason: 'partLate', agreedBy: 'phone' },
    }),
    reassigned: (day: number, ownerId: string): Told => ({
      type: 'PromiseReassigned',
      ...at(day),
      data: { ...ids, ownerId, from: ids.ownerId },
    }),
    kept: (day: number, late: boolean): Told => ({
      type: 'PromiseKept',
      ...at(day),
      data: { ...keptFacts(facts), late },
    }),
    broken: (): Told => ({ type: 'PromiseBroken', subject: customerId, occurredAt: dueAt, data: facts }),
    released: (day: number): Told => ({
      type: 'PromiseReleased',
      ...at(day),
      data: { ...ids, kind: facts.kind, dueAt, reason: 'notWanted' },
    }),
  };
}

const keptFacts = ({ team: _team, ...facts }: Facts): Omit<Facts, 'team'> => facts;
