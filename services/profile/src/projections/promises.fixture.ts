import { complaintsEvents } from '@rapport/contracts';
import type { Told } from '@rapport/testing';
import fc from 'fast-check';
import { v7 as newId } from 'uuid';

const { CallBackDone, CallBackScheduled, PromiseBroken, PromiseKept, PromiseMade, PromiseReleased, ...others } =
  complaintsEvents;
const dueOn = (day: number): string => new Date(Date.UTC(2026, 2, day, 16)).toISOString();

/** What becomes of a promise: words of its events after it was made. */
export const ENDS = ['waits', 'moved', 'given', 'kept', 'broken', 'madeGood', 'released'] as const;
export type End = (typeof ENDS)[number];

export interface Promised {
  readonly promiseId: string;
  readonly customerId: string;
  readonly day: number;
  readonly end: End;
  readonly instead?: string;
}

const about = ({ promiseId, customerId, day }: Promised) => ({ promiseId, customerId, dueAt: dueOn(day) });

/** The events of a promise, as the complaints service tells them. */
export function toldOf(promised: Promised): Told[] {
  const { customerId, end, instead } = promised;
  const ids = about(promised);
  const on = { subject: customerId };
  const made = { ...PromiseMade.example, ...ids, ...(instead !== undefined && { instead }) };
  const broken: Told = { ...on, type: 'PromiseBroken', data: { ...PromiseBroken.example, ...ids } };
  const kept = (late: boolean): Told => ({
    ...on,
    type: 'PromiseKept',
    data: { ...PromiseKept.example, ...ids, late },
  });
  const after: Record<End, Told[]> = {
    waits: [],
    moved: [
      { ...on, type: 'PromiseRenegotiated', data: { ...others.PromiseRenegotiated.example, ...ids, from: dueOn(0) } },
    ],
    given: [{ ...on, type: 'PromiseReassigned', data: { ...others.PromiseReassigned.example, ...ids } }],
    kept: [kept(false)],
    broken: [broken],
    madeGood: [broken, kept(true)],
    released: [{ ...on, type: 'PromiseReleased', data: { ...PromiseReleased.example, ...ids } }],
  };
  return [{ ...on, type: 'PromiseMade', data: end === 'moved' ? { ...made, dueAt: dueOn(0) } : made }, ...after[end]];
}

/** Promises to these customers with whatever became of each, some of them in place of one that was broken. */
export const promisedTo = (customers: readonly string[]): fc.Arbitrary<Promised[]> =>
  fc
    .array(fc.tuple(fc.constantFrom(...customers), fc.constantFrom(...ENDS), fc.boolean()), { maxLength: 9 })
    .map(drawn =>
      drawn.reduce<Promised[]>((before, [customerId, end, makesUp], day) => {
        const instead = makesUp ? before.find(each => each.end === 'broken')?.promiseId : undefined;
        const one = { promiseId: newId(), customerId, day: day + 1, end, ...(instead !== undefined && { instead }) };
        return [...before, one];
      }, []),
    );

/** Several stories as one: each keeps its own order. */
export const mixed = (stories: readonly (readonly Told[])[]): fc.Arbitrary<Told[]> =>
  fc
    .shuffledSubarray(
      stories.flatMap((story, i) => story.map(() => i)),
      { minLength: stories.flat().length },
    )
    .map(turns => {
      const left = stories.map(story => [...story]);
      return turns.flatMap(i => left[i]?.shift() ?? []);
    });

export const callBack = (customerId: string, callBackId: string, complaintId: string, day: number) => {
  const ids = { callBackId, complaintId, customerId };
  const on = { subject: customerId };
  return {
    scheduled: {
      ...on,
      type: 'CallBackScheduled',
      data: { ...CallBackScheduled.example, ...ids, dueAt: dueOn(day) },
    },
    attempted: { ...on, type: 'CallBackAttempted', data: { ...others.CallBackAttempted.example, ...ids } },
    missed: { ...on, type: 'CallBackMissed', data: { ...others.CallBackMissed.example, ...ids, dueAt: dueOn(day) } },
    done: { ...on, type: 'CallBackDone', data: { ...CallBackDone.example, ...ids } },
    cancelled: { ...on, type: 'CallBackCancelled', data: { ...others.CallBackCancelled.example, ...ids } },
  } as const satisfies Record<string, Told>;
};
