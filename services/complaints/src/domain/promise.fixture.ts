import { march } from './complaint.fixture.ts';
import type { PromiseCommand, PromiseEvent, PromiseFacts } from './promise.commands.ts';

export const facts: PromiseFacts = {
  promiseId: '0190a3c9-0000-7000-8000-000000000001',
  customerId: '0190a3c4-7b1e-7c3a-9d55-0f6b1c2d3e4f',
  ownerId: 'agent-7',
  kind: 'answer',
  team: 'north',
  interactionId: '0190a3c5-0000-7000-8000-000000000001',
  dueAt: march(5),
};
const { team: _team, ...lasting } = facts;
const { interactionId: _contact, ...releasing } = lasting;

/** Made on the 2nd, for the 5th. */
export const made = { type: 'PromiseMade', at: march(2), data: facts } satisfies PromiseEvent;
export const kept = (at: string, late = false) =>
  ({ type: 'PromiseKept', at, data: { ...lasting, late } }) satisfies PromiseEvent;
export const broken = { type: 'PromiseBroken', at: march(5), data: facts } satisfies PromiseEvent;
export const released = (at: string) =>
  ({ type: 'PromiseReleased', at, data: { ...releasing, reason: 'notWanted' } }) satisfies PromiseEvent;

export const histories = {
  unknown: [],
  open: [made],
  kept: [made, kept(march(3))],
  broken: [made, broken],
  'kept late': [made, broken, kept(march(6), true)],
  released: [made, released(march(3))],
} as const satisfies Record<string, readonly PromiseEvent[]>;

const at = march(4);
export const commands = {
  MakePromise: { type: 'MakePromise', at: march(2), facts, what: 'We tell her what the lawyer says.' },
  KeepPromise: { type: 'KeepPromise', at },
  RenegotiatePromise: { type: 'RenegotiatePromise', at, dueAt: march(9), reason: 'partLate', agreedBy: 'phone' },
  ReassignPromise: { type: 'ReassignPromise', at, ownerId: 'agent-8' },
  ReleasePromise: { type: 'ReleasePromise', at, reason: 'notWanted' },
  PassTime: { type: 'PassTime', now: at },
} satisfies { readonly [Type in PromiseCommand['type']]: Extract<PromiseCommand, { type: Type }> };
