import { SERVICES, type RecordedEvent, type ServiceName } from '@rapport/contracts';
import type pg from 'pg';
import { bulkUpsert } from '../bulk-upsert.ts';
import { asMessage, type Fill } from '../gap.ts';
import type { Fetched } from '../kafka.ts';
import { eventsAfter } from '../log.ts';
import { transaction, type Tx } from '../pool.ts';
import { sourceNumber } from '../sequences.ts';
import { subjectNames } from '../subject-names.ts';
import { buildEvents, onlyItsOwn, takeBack } from './build-batch.ts';
import { liveNow } from './live.ts';
import type { Target } from './target.ts';
import { orWait } from './wait.ts';

const AT_ONCE = 200;
const ASKED_TOGETHER = 8;

export interface Owners {
  readonly pool: pg.Pool;
  readonly service: ServiceName;
  readonly fill?: Fill | undefined;
}

/** Asks the owner of a subject for its events; this service's own log is at hand. */
export function askOwner({ pool, service, fill }: Owners): Fill {
  return async (source, subject, after) => {
    if (source === service) return ownEvents(pool, subject, after);
    if (fill) return orWait(`waits for ${source} to tell its events`, fill(source, subject, after));
    throw new Error(`events of ${source} are missing in the topic, and the settings do not say where to ask for them`);
  };
}

async function ownEvents(pool: pg.Pool, subject: string, after: number): Promise<RecordedEvent[]> {
  const events: RecordedEvent[] = [];
  for (;;) {
    const page = await eventsAfter(pool, subject, after + events.length, 1000);
    events.push(...page);
    if (page.length < 1000) return events;
  }
}

interface Missing {
  readonly source: number;
  readonly key: string;
  /** The last number that the live one has. */
  readonly last: number;
  /** The last one that the build has. */
  readonly known: number;
}

/** Subjects of which the live one has read more than the build, after a place in their order. */
async function missingAfter(target: Target, pool: pg.Pool, after?: Missing): Promise<Missing[]> {
  const { rows } = await pool.query<Missing>(
    `select l.source, l.subject as key, l.last, coalesce(b.last, 0) as known from messaging.sequences l
     left join ${target.schema}.build_sequences b on b.source = l.source and b.subject = l.subject
     where l.source = any($1::smallint[]) and (l.source, l.subject) > ($2::smallint, $3::uuid) and coalesce(b.last, 0) < l.last
     order by l.source, l.subject limit ${AT_ONCE}`,
    [
      target.projection.from.map(sourceNumber),
      after?.source ?? -1,
      after?.key ?? '00000000-0000-0000-0000-000000000000',
    ],
  );
  return rows;
}

/**
 * Brings what the topics do not hold: subject by subject, from their owners, as far as the live one has read. What comes from a
 * topic later is known by its number. Answers how many events were brought; `progress` is told on the way.
 */
export async function bringMissing(
  target: Target,
  owners: Owners,
  pool: pg.Pool,
  hold: (tx: Tx) => Promise<void>,
  progress: (events: number) => Promise<void>,
): Promise<number> {
  const names = await subjectNames(owners.pool);
  const ask = askOwner(owners);
  let brought = 0;
  for (let after: Missing | undefined; ;) {
    const missing = await missingAfter(target, pool, after);
    after = missing.at(-1);
    if (!after) return brought;
    for (let i = 0; i < missing.length; i += ASKED_TOGETHER) {
      const some = missing.slice(i, i + ASKED_TOGETHER);
      const events = await Promise.all(some.map(one => eventsOf(ask, names, one)));
      await transaction(pool, async tx => {
        await hold(tx);
        await bring(target, tx, some, events);
      });
      brought += events.flat().length;
    }
    await progress(brought);
  }
}

async function eventsOf(ask: Fill, names: ReadonlyMap<string, string>, missing: Missing): Promise<RecordedEvent[]> {
  const { source: number, key, known, last } = missing;
  const source = SERVICES[number];
  if (source === undefined)
    throw new Error(`events of a service are missing that is not known, by the number ${number}`);
  // What is no customer is known here by a digest, unless it is our own: its owner knows its name.
  const subject = names.get(key) ?? key;
  const events = (await ask(source, subject, known)).filter(({ sequence }) => sequence <= last);
  if (events.length !== last - known || events.some(({ sequence }, i) => sequence !== known + 1 + i))
    throw new Error(`${source} does not have the events ${known + 1} to ${last} of ${subject}`);
  return events;
}

async function bring(
  target: Target,
  tx: Tx,
  missing: readonly Missing[],
  events: readonly RecordedEvent[][],
): Promise<void> {
  const live = await liveNow(tx, [...target.topics.keys()]);
  await takeBack(target, tx, live);
  const known = await knownNow(target, tx, missing);
  const next = events.flatMap((all, i) => {
    const { source, key } = missing[i] ?? { source: -1, key: '' };
    return all.filter(({ sequence }) => sequence > (known.get(`${source}/${key}`) ?? 0));
  });
  const messages: Fetched[] = next.map(event => ({ ...asMessage(event), topic: '', partition: 0, offset: 0 }));
  await buildEvents(target, tx, messages, live);
  const numbers = missing.map(({ source, key, last }, i) => ({
    source,
    subject: key,
    last,
    last_id: events[i]?.at(-1)?.id,
  }));
  await bulkUpsert(target.own(tx), 'messaging.sequences', numbers, {
    key: ['source', 'subject'],
    where: 't.last < excluded.last',
  });
  await onlyItsOwn(target, tx);
}

/** Another process may have brought some while the owners were asked. */
async function knownNow(target: Target, tx: Tx, missing: readonly Missing[]): Promise<Map<string, number>> {
  const { rows } = await tx.query<{ source: number; key: string; last: number }>(
    `select source, subject as key, last from ${target.schema}.build_sequences where subject = any($1::uuid[])`,
    [missing.map(({ key }) => key)],
  );
  return new Map(rows.map(({ source, key, last }) => [`${source}/${key}`, last]));
}
