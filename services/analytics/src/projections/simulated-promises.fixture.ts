import type { Contact } from '@rapport/simulator';
import type { Told } from '@rapport/testing';

type Of<Kind extends Contact['kind']> = Extract<Contact, { kind: Kind }>;

/** What is told of a simulated promise, of which these are the steps that were told by themselves. */
export function promiseEvents(
  promised: Of<'promise'>,
  steps: readonly Of<'promiseStep'>[],
  { promiseId, customerId }: { readonly promiseId: string; readonly customerId: string },
): Told[] {
  const ids = { promiseId, customerId, ownerId: promised.agent };
  const moved = steps.flatMap(({ at, taken }) => (taken.step === 'renegotiate' ? [{ ...taken, at }] : []))[0];
  const kept = steps.find(({ taken }) => taken.step === 'keep');
  const ended = promised.outcome ?? (kept && { status: 'kept', at: kept.at });
  const dueAt = moved?.dueAt ?? promised.dueAt;
  const common = (at: Date) => ({ subject: customerId, occurredAt: at.toISOString(), imported: true });
  const [from, until] = [promised.dueAt.toISOString(), dueAt.toISOString()];
  const made: Told = {
    type: 'PromiseMade',
    ...common(promised.at),
    data: { ...ids, kind: promised.what, dueAt: from },
  };
  const agreed = { ...ids, from, dueAt: until, reason: 'partLate', agreedBy: 'phone' };
  const facts = { ...ids, kind: promised.what, dueAt: until };
  const late = ended === undefined || ended.at >= dueAt;
  return [
    made,
    ...(moved ? [{ type: 'PromiseRenegotiated', ...common(moved.at), data: agreed } as const] : []),
    ...(late ? [{ type: 'PromiseBroken', ...common(dueAt), data: facts } as const] : []),
    ...(ended?.status === 'kept'
      ? [{ type: 'PromiseKept', ...common(ended.at), data: { ...facts, late } } as const]
      : []),
    ...(ended?.status === 'released'
      ? [{ type: 'PromiseReleased', ...common(ended.at), data: { ...facts, reason: 'notWanted' } } as const]
      : []),
  ];
}
