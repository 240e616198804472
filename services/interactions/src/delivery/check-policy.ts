import { MESSAGE_CHANNELS, type MessageChannel } from '@rapport/contracts';
import { DomainError } from '@rapport/decider';
import { DateTime } from 'luxon';
import type { DeliveryPolicy } from '../domain/delivery-policy.ts';
import { freeFrom, quietFor } from '../domain/quiet-hours.ts';

/** Any day on which no clock changes. */
const SOME_DAY = '2026-01-14T00:00:00.000Z';

/** Throws `rules-invalid` where messages could never be sent, or their time not be told. */
export function checkPolicy({ timeZone, quietHours }: DeliveryPolicy): void {
  const faults = quietHours.flatMap(({ from, to }, i) =>
    from === to ? [{ pointer: `/policy/quietHours/${i}/to`, message: 'is when they begin' }] : [],
  );
  const isZone = DateTime.fromISO(SOME_DAY, { zone: timeZone }).isValid;
  if (!isZone) faults.push({ pointer: '/policy/timeZone', message: 'is no IANA time zone' });
  else if (faults.length === 0 && MESSAGE_CHANNELS.some(channel => !leavesTime(timeZone, quietHours, channel))) {
    faults.push({ pointer: '/policy/quietHours', message: 'leave no hour free between them' });
  }
  if (faults.length > 0) throw new DomainError('rules-invalid', 'The rules cannot be followed.', faults);
}

/** Whether a message of a purpose that no rule spares could ever be sent. */
const leavesTime = (timeZone: string, rules: DeliveryPolicy['quietHours'], channel: MessageChannel): boolean =>
  freeFrom(SOME_DAY, timeZone, quietFor(rules, { purpose: '', channel })) !== undefined;
