import { setTimeout as sleep } from 'node:timers/promises';
import { customersTopic, topics as declaredTopics } from '@rapport/contracts';
import {
  boundsOf,
  pauseRelay,
  readTo,
  relayRests,
  resumeRelay,
  widening,
  withTopics,
  writeTo,
  type Topics,
} from '@rapport/messaging';
import { led } from './apply.ts';
import { unread } from './behind.ts';
import { ofEach, withDatabases, type Databases } from './databases.ts';
import { gatherViews } from './gather-views.ts';
import { isPowerOfTwo } from './plan.ts';

const LOOK_MS = 300;
const TELL_MS = 5_000;
const CLIENT = 'partitions';

export interface Adding {
  readonly brokers: readonly string[];
  readonly prefix?: string;
  /** By service: the URL of its database, with a role that may write messaging's tables. */
  readonly databases: Readonly<Record<string, string>>;
  readonly partitions: number;
  /** How long the readers may take to read what there is; what is written meanwhile waits in the outboxes. */
  readonly patienceMs: number;
  readonly say: (line: string) => void;
  readonly signal?: AbortSignal | undefined;
}

export interface Added {
  readonly from: number;
  readonly to: number;
  /** How long nothing was published. 0 where there was nothing to add. */
  readonly pausedMs: number;
}

/** Readers did not reach the end in time: everything is as it was. */
export class NotCaughtUp extends Error {}
/** Other services write to another number of partitions already: only forward is a way. */
export class HalfWay extends Error {}

interface Work extends Adding {
  readonly names: readonly string[];
  readonly topics: Topics;
  readonly services: Databases;
}

/**
 * Gives every topic more partitions. A key then belongs to another of them, so no event may be under way: the relays are paused
 * and everything that was sent is read before. Commands are accepted all the time. Interrupted anywhere, it is run again.
 * Throws RangeError for a number that can't be, NotCaughtUp when readers take too long.
 */
export function addPartitions(adding: Adding): Promise<Added> {
  const { brokers, prefix = '', databases, partitions } = adding;
  const names = declaredTopics(prefix).map(({ name }) => name);
  return withDatabases(databases, services =>
    withTopics({ brokers, clientId: CLIENT }, async topics => {
      const work = { ...adding, names, topics, services };
      const from = await check(work);
      const states = [...(await ofEach(services, widening)).values()];
      const there = from === partitions && states.every(state => state.partitions === partitions && !state.paused);
      const began = performance.now();
      if (there) adding.say(`all topics have ${partitions} partitions, and all services write to them`);
      else await widen(work);
      const pausedMs = there ? 0 : Math.round(performance.now() - began);
      await gatherViews({ ...work, topic: customersTopic(prefix) });
      return { from, to: partitions, pausedMs };
    }),
  );
}

/** Lets the relays go on without more partitions, where no service writes to them yet; else throws HalfWay. */
export function cancelAdding(databases: Adding['databases']): Promise<void> {
  return withDatabases(databases, async services => {
    const counts = [...(await ofEach(services, widening)).values()].flatMap(({ partitions }) => partitions ?? []);
    if (new Set(counts).size > 1)
      throw new HalfWay(`some services write to ${Math.max(...counts)} partitions already: run it again instead`);
    await ofEach(services, resumeRelay);
  });
}

/** Answers how many there are, of the topic that has the fewest. */
async function check({ topics, names, partitions }: Work): Promise<number> {
  const counts = [...(await topics.partitions(names)).values()];
  const [fewest, most] = [Math.min(...counts), Math.max(...counts)];
  if (!isPowerOfTwo(partitions)) throw new RangeError(`${partitions} is not a power of two`);
  if (partitions < most) throw new RangeError(`there are ${most} partitions, and Kafka never takes one away`);
  return fewest;
}

async function widen(work: Work): Promise<void> {
  const { services, topics, names, partitions, say } = work;
  await ofEach(services, pauseRelay);
  say('relays are paused; what is written waits in the outboxes');
  try {
    await until(work, 'the relays rest', () => restless(services));
    await until(work, 'all that was sent has been read', () => behind(work));
  } catch (error) {
    await letGo(work);
    throw error;
  }
  const counts = await topics.partitions(names);
  const narrow = names.filter(name => (counts.get(name) ?? 0) < partitions);
  if (narrow.length > 0) await topics.addPartitions(narrow, partitions);
  await allHave(work);
  say(`${narrow.length} topics were given ${partitions} partitions`);
  await ofEach(services, pool => writeTo(pool, partitions));
  say('the services write to all of them');
  await ofEach(services, resumeRelay);
  say('relays go on');
}

/** Nothing was changed: the relays may go on as before, unless an earlier run came further than this. */
async function letGo({ services, partitions, say }: Work): Promise<void> {
  const states = [...(await ofEach(services, widening)).values()];
  if (states.some(state => state.partitions === partitions)) {
    say('relays stay paused, since some services write to the new number already: run it again');
    return;
  }
  await ofEach(services, resumeRelay);
  say('relays go on as before');
}

async function until({ signal, patienceMs, say }: Work, what: string, open: () => Promise<string>): Promise<void> {
  const late = performance.now() + patienceMs;
  let tell = performance.now() + TELL_MS;
  for (let left = await open(); left !== ''; left = await open()) {
    signal?.throwIfAborted();
    if (performance.now() > late) throw new NotCaughtUp(`waited too long until ${what}: ${left}`);
    if (performance.now() > tell) {
      say(`waiting until ${what}: ${left}`);
      tell += TELL_MS;
    }
    await sleep(LOOK_MS);
  }
  say(what);
}

async function restless(services: Databases): Promise<string> {
  const resting = await ofEach(services, relayRests);
  return [...resting].flatMap(([service, rests]) => (rests ? [] : [service])).join(', ');
}

/** Which services have not read which topics to their end. A service reads the topics of which it has read before. */
async function behind({ services, brokers, names }: Work): Promise<string> {
  const bounds = new Map<string, Awaited<ReturnType<typeof boundsOf>>>();
  for (const name of names) bounds.set(name, await boundsOf({ brokers, clientId: CLIENT }, name));
  const left = await ofEach(services, async (pool, service) =>
    [...(await readTo(pool))].flatMap(([topic, read]) => {
      const bound = bounds.get(topic);
      const n = bound === undefined ? 0 : unread(read, bound);
      return n > 0 ? [`${service} is ${n} behind on ${topic}`] : [];
    }),
  );
  return [...left.values()].flat().join(', ');
}

/** A cluster takes what it is told before all of it knows. */
async function allHave({ topics, names, partitions }: Work): Promise<void> {
  for (let tries = 0; tries < 100; tries++) {
    await led(topics, names);
    if ([...(await topics.partitions(names)).values()].every(count => count === partitions)) return;
    await sleep(100);
  }
  throw new Error(`not every topic has ${partitions} partitions yet: run it again`);
}
