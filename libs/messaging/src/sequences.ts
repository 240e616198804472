import { createHash } from 'node:crypto';
import { SERVICES, type ServiceName } from '@rapport/contracts';

/** The number by which tables know a service: never change the order of `SERVICES`. */
export const sourceNumber = (service: ServiceName): number => SERVICES.indexOf(service);

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

export const isUuid = (text: string | undefined): boolean => text !== undefined && UUID.test(text);

/** The 16 bytes under which a subject's position is kept: a customer's id itself, a digest for `<kind>:<id>`. */
export function subjectKey(subject: string): string {
  if (UUID.test(subject)) return subject;
  const hex = createHash('sha256').update(subject).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-9${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

export type Verdict = 'apply' | 'duplicate' | 'gap';

/** What to do with an event, by the last sequence known of its subject. `baseline`: the log begins later than the subject. */
export function verdict(last: number | undefined, sequence: number, baseline: boolean): Verdict {
  if (sequence <= (last ?? 0)) return 'duplicate';
  if (sequence === (last ?? 0) + 1) return 'apply';
  return last === undefined && baseline ? 'apply' : 'gap';
}
