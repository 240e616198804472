import type { ServiceName } from '@rapport/contracts';
import type { Failed, ParkedApi, Retried } from './parked-api.ts';

export interface Tried {
  readonly retried: number;
  readonly failed: readonly (Failed & { readonly service: ServiceName })[];
}

type Progress = (retried: number, failed: number) => void;

/** Asks one service again and again until nothing is left to be tried. */
async function toTheEnd(
  service: ServiceName,
  ask: (cursor?: string) => Promise<Retried>,
  progress: Progress,
): Promise<Tried> {
  const failed = new Map<number, Failed>();
  let retried = 0;
  let cursor: string | undefined;
  do {
    const answer = await ask(cursor);
    retried += answer.retried;
    for (const one of answer.failed) failed.set(one.id, one);
    cursor = answer.next ?? undefined;
    if (answer.retried > 0 || answer.failed.length > 0) progress(retried, failed.size);
  } while (cursor !== undefined);
  return { retried, failed: [...failed.values()].map(one => ({ service, ...one })) };
}

/** One event and those of its subject before it. */
export const retryOne = (api: ParkedApi, service: ServiceName, id: number, progress: Progress): Promise<Tried> =>
  toTheEnd(service, () => api.retry(service, id), progress);

/** All of the services, or all of a subject: what fails again stays, the rest goes on. */
export async function retryAll(
  api: ParkedApi,
  services: readonly ServiceName[],
  subject: string | undefined,
  progress: Progress,
): Promise<Tried> {
  let sum: Tried = { retried: 0, failed: [] };
  for (const service of services) {
    const before = sum;
    const more = await toTheEnd(
      service,
      cursor => api.retryAll(service, subject, cursor),
      (retried, failed) => progress(before.retried + retried, before.failed.length + failed),
    );
    sum = { retried: before.retried + more.retried, failed: [...before.failed, ...more.failed] };
  }
  return sum;
}
