import type { ComplaintsEvent } from '@rapport/contracts';
import type { PassTime } from '@rapport/decider';

export type PromiseEvent = Extract<ComplaintsEvent, { readonly type: `Promise${string}` }> & {
  readonly at: string;
  readonly imported?: boolean;
};
export type PromiseFacts = Extract<PromiseEvent, { readonly type: 'PromiseMade' }>['data'];

/** `at` is business time: an ISO instant in UTC. */
interface Command<Type extends string> {
  readonly type: Type;
  readonly at: string;
}

export interface MakePromise extends Command<'MakePromise'> {
  readonly facts: PromiseFacts;
  readonly what?: string | undefined;
  /** Of a promise of the past: what became of it. */
  readonly outcome?: Outcome | undefined;
  /** Of imported history: when it was filed. What was due by then and not kept was broken, and is history too. */
  readonly filedAt?: string | undefined;
}

export type Outcome =
  | { readonly status: 'kept'; readonly at: string }
  | { readonly status: 'released'; readonly at: string; readonly reason: string };

export type KeepPromise = Command<'KeepPromise'>;

export interface RenegotiatePromise extends Command<'RenegotiatePromise'> {
  readonly dueAt: string;
  readonly reason: string;
  /** By what channel the customer agreed. */
  readonly agreedBy: string;
}

export interface ReassignPromise extends Command<'ReassignPromise'> {
  readonly ownerId: string;
  /** Its team stays where none is named. */
  readonly team?: string | undefined;
}

export interface ReleasePromise extends Command<'ReleasePromise'> {
  readonly reason: string;
}

export type PromiseStep = KeepPromise | RenegotiatePromise | ReassignPromise | ReleasePromise;
export type PromiseCommand = MakePromise | PromiseStep | PassTime;
