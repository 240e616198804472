import { setTimeout as sleep } from 'node:timers/promises';
import { SERVICES, type ServiceName } from '@rapport/contracts';
import { DomainError } from '@rapport/decider';
import type pg from 'pg';
import { UnavailableError } from './errors.ts';
import { sourceNumber, subjectKey } from './sequences.ts';

const PATIENCE_MS = 250;
const LOOK_MS = 20;
const TOKEN = /^([a-z]+)=(.+):(\d+)$/;

interface Wanted {
  readonly source: number;
  readonly subject: string;
  readonly sequence: number;
}

interface Waiting extends PromiseWithResolvers<void> {
  readonly wanted: readonly Wanted[];
  readonly until: number;
}

/**
 * Answers a function that waits until this service's projections have seen what a `Rapport-After` header names
 * (`service=subject:sequence`, several separated by commas). It throws UnavailableError when they have not within 250 ms,
 * and a DomainError `form` when the header is malformed. All that wait look together: each for itself would be more
 * queries than all the rest that a service at work asks.
 */
export function waitingFor(pool: pg.Pool): (header: string) => Promise<void> {
  const waiting = new Set<Waiting>();
  let looking = false;
  const look = async (): Promise<void> => {
    looking = true;
    for (; waiting.size > 0; await sleep(LOOK_MS)) {
      const asked = [...waiting];
      try {
        const behind = await stillBehind(pool, asked);
        for (const [index, one] of asked.entries()) {
          if (!behind.has(index)) end(one, one.resolve);
          else if (Date.now() > one.until) end(one, () => one.reject(new UnavailableError(NOT_YET)));
        }
      } catch (error) {
        for (const one of asked) end(one, () => one.reject(error));
      }
    }
    looking = false;
  };
  const end = (one: Waiting, settle: () => void): void => {
    waiting.delete(one);
    settle();
  };
  return async header => {
    const one = {
      wanted: header.split(',').map(parse),
      until: Date.now() + PATIENCE_MS,
      ...Promise.withResolvers<void>(),
    };
    waiting.add(one);
    if (!looking) void look();
    await one.promise;
  };
}

const NOT_YET = 'What you wrote is not visible here yet. Ask again in a moment.';

/** The indexes of those of whose events some have not been seen. */
async function stillBehind(pool: pg.Pool, asked: readonly Waiting[]): Promise<ReadonlySet<number>> {
  const all = asked.flatMap(({ wanted }, index) => wanted.map(one => ({ ...one, index })));
  const { rows } = await pool.query<{ index: number }>({
    name: 'still-behind',
    text: `select distinct w.index from unnest($1::int[], $2::int[], $3::uuid[], $4::bigint[]) as w(index, source, subject, sequence)
     left join messaging.sequences s on s.source = w.source and s.subject = w.subject
     where coalesce(s.last, 0) < w.sequence`,
    values: [all.map(w => w.index), all.map(w => w.source), all.map(w => w.subject), all.map(w => w.sequence)],
  });
  return new Set(rows.map(({ index }) => index));
}

function parse(token: string): Wanted {
  const [, name, subject, sequence] = TOKEN.exec(token.trim()) ?? [];
  const service: ServiceName | undefined = SERVICES.find(known => known === name);
  if (!service || subject === undefined || !Number.isSafeInteger(Number(sequence))) {
    throw new DomainError('form', 'The Rapport-After header holds no value of a Rapport-Sequence header.', [
      { pointer: '/Rapport-After', message: 'must be what a Rapport-Sequence header said' },
    ]);
  }
  return { source: sourceNumber(service), subject: subjectKey(subject), sequence: Number(sequence) };
}
