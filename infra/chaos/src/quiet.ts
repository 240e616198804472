import { setTimeout as sleep } from 'node:timers/promises';
import { eventTopic } from '@rapport/contracts';
import { behind, type Looks } from './databases.ts';
import { SERVICES, type Service } from './services.ts';
import { endsOf, type Ends } from './topics.ts';

const LOOK_MS = 250;

/** Whose topics each service reads. */
export const READS: Readonly<Record<Service, readonly Service[]>> = {
  interactions: ['interactions', 'complaints'],
  complaints: ['complaints'],
  loyalty: ['interactions', 'loyalty'],
  analytics: ['interactions', 'complaints', 'loyalty'],
};

/**
 * Waits until nothing is left to send, to carry out or to read, twice in a row, since what is carried out makes more to
 * send. Answers the ends of the topics then, or in words what was left when the time was over.
 */
export async function quiet(looks: Looks, brokers: readonly string[], patienceMs: number): Promise<Ends | string> {
  let left = 'nothing could be asked';
  let before: string | undefined;
  for (const deadline = Date.now() + patienceMs; Date.now() < deadline; await sleep(LOOK_MS)) {
    try {
      const ends = await endsOf(brokers);
      left = await whatIsLeft(looks, ends);
      // What was sent meanwhile was in no database when that was looked at, and not yet among these ends.
      const still = left === '' && placeOf(await endsOf(brokers)) === placeOf(ends);
      if (still && placeOf(ends) === before) return ends;
      before = still ? placeOf(ends) : undefined;
    } catch (error) {
      before = undefined;
      left = error instanceof Error ? error.message : String(error);
    }
  }
  return left === '' ? 'events keep coming' : left;
}

const placeOf = ({ interactions, complaints, loyalty }: Ends): string =>
  JSON.stringify([interactions, complaints, loyalty]);

async function whatIsLeft(looks: Looks, ends: Ends): Promise<string> {
  const parts = await Promise.all(
    SERVICES.map(async service => {
      const wanted = READS[service].flatMap(source =>
        ends[source].map((end, partition) => ({ topic: eventTopic(source), partition, end })),
      );
      const { outbox, todo, due, lag } = await behind(looks, service, wanted);
      // Satisfaction is told some seconds after the last change: it is no part of what is waited for.
      const queued = service === 'analytics' ? 0 : outbox;
      const [clocks, sum] = [due > 0 ? `${due} clocks to fire, ` : '', queued + todo + due + lag];
      return sum === 0 ? '' : `${service}: ${queued} to send, ${todo} to carry out, ${clocks}${lag} to read`;
    }),
  );
  return parts.filter(part => part !== '').join('; ');
}
