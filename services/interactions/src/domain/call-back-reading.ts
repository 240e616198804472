import type { EventOfType } from '@rapport/contracts';
import { timed } from './reading.ts';
import type { Rules } from './standard.ts';
import type { Reading } from './standards.commands.ts';

type Scheduled = EventOfType<'CallBackScheduled'>['data'];

/** A customer waits for a call-back from when it may be made. It was told of at `at`, which may be long before. */
export function readCallBack(
  rules: Rules,
  { callBackId, complaintId, customerId, ownerId, from: since }: Scheduled,
  at: string,
  valueClass: string,
): Reading[] {
  const about = {
    ...{ customerId, callBackId, complaintId, valueClass, since },
    contactType: 'complaint' as const,
    ...(ownerId !== undefined && { agentId: ownerId }),
  };
  return timed(rules, 'callBack', about, callBackId).map(reading =>
    at < since ? { ...reading, toldAt: at } : reading,
  );
}
