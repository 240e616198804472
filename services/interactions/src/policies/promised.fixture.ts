import { complaintsEvents as events } from '@rapport/contracts';
import type { Told } from '@rapport/testing';
import { v7 as newId } from 'uuid';

type Promised =
  'PromiseMade' | 'PromiseKept' | 'PromiseBroken' | 'PromiseReleased' | 'PromiseRenegotiated' | 'PromiseReassigned';
type CalledBack = 'CallBackScheduled' | 'CallBackDone' | 'CallBackCancelled' | 'CallBackMissed';
export type ToldOnce = Told & { readonly id: string };

/** What the complaints service tells of a promise or call-back, on a day of March 2026 at ten or at an instant. */
export function promised(
  type: Promised | CalledBack,
  customerId: string,
  when: number | string,
  more: object = {},
): ToldOnce {
  const occurredAt = typeof when === 'string' ? when : new Date(Date.UTC(2026, 2, when, 10)).toISOString();
  const on = { subject: customerId, id: newId(), occurredAt };
  const facts = { customerId, ...more };
  switch (type) {
    case 'PromiseMade':
      return { ...on, type, data: { ...events.PromiseMade.example, ...facts } };
    case 'PromiseKept':
      return { ...on, type, data: { ...events.PromiseKept.example, ...facts } };
    case 'PromiseBroken':
      return { ...on, type, data: { ...events.PromiseBroken.example, ...facts } };
    case 'PromiseReleased':
      return { ...on, type, data: { ...events.PromiseReleased.example, ...facts } };
    case 'PromiseRenegotiated':
      return { ...on, type, data: { ...events.PromiseRenegotiated.example, ...facts } };
    case 'PromiseReassigned':
      return { ...on, type, data: { ...events.PromiseReassigned.example, ...facts } };
    case 'CallBackScheduled':
      return { ...on, type, data: { ...events.CallBackScheduled.example, ...facts } };
    case 'CallBackDone':
      return { ...on, type, data: { ...events.CallBackDone.example, ...facts } };
    case 'CallBackCancelled':
      return { ...on, type, data: { ...events.CallBackCancelled.example, ...facts } };
    case 'CallBackMissed':
      return { ...on, type, data: { ...events.CallBackMissed.example, ...facts } };
  }
}
