import type { Stack } from '@rapport/local';
import pg from 'pg';
import { whole } from './compare.ts';
import { fillHistory, type History } from './history.ts';
import { startService } from './process.ts';
import { untilRead, untilSettled } from './reading.ts';
import { messages } from './rows.ts';
import { analyticsDatabase, freshTopics, sendAll } from './stack.ts';

const PORT = 4524;
/** Changes rest five seconds before satisfaction is worked out. */
const SETTLING_MS = 9_000;

export interface Point extends History {
  /** Events read in a second. */
  readonly rate: number;
  /** Customers whose satisfaction was worked out in a second, among those whom the events touched, once all were read. */
  readonly settled: number | undefined;
}

export interface Curve {
  readonly measured: number;
  readonly byEvents: readonly Point[];
  readonly byCustomers: readonly Point[];
  /** The first once more at the end: how far the machine itself drifted. */
  readonly again: Point;
}

export interface CurveSize {
  /** How many events are read at each point. */
  readonly measured: number;
  readonly events: readonly number[];
  readonly customers: readonly number[];
}

/** What an event costs where much is there already: each point in a database of its own, filled beforehand. */
export async function curveBench(stack: Stack, size: CurveSize, say: (line: string) => void): Promise<Curve> {
  const middle = <T>(list: readonly T[]): T => {
    const found = list[list.length >> 1];
    if (found === undefined) throw new Error('a curve needs sizes');
    return found;
  };
  const [events, customers] = [middle(size.events), middle(size.customers)];
  const known = new Map<string, Point>();
  const at = async (history: History, anew = false): Promise<Point> => {
    const name = `${whole(history.events)} events of ${whole(history.customers)} customers`;
    const before = known.get(name);
    if (before !== undefined && !anew) return before;
    const point = await measure(stack, history, size.measured);
    known.set(name, point);
    say(`  ${name}: ${whole(point.rate)} a second, satisfaction of ${whole(point.settled ?? NaN)} a second`);
    return point;
  };
  const byEvents: Point[] = [];
  for (const n of size.events) byEvents.push(await at({ events: n, customers }));
  const byCustomers: Point[] = [];
  for (const n of size.customers) byCustomers.push(await at({ events, customers: n }));
  const first = size.events[0] ?? events;
  return { measured: size.measured, byEvents, byCustomers, again: await at({ events: first, customers }, true) };
}

async function measure(stack: Stack, history: History, measured: number): Promise<Point> {
  const database = await analyticsDatabase(stack);
  const topics = await freshTopics(stack);
  const client = new pg.Client({ connectionString: database.url });
  try {
    const people = await fillHistory(database.url, history);
    const topic = `${topics.prefix}interactions.events`;
    const start = Date.now() - measured * 1000;
    await sendAll(stack, topic, messages(measured, people, { already: history.events / history.customers, start }));
    await client.connect();
    const service = startService(stack, 'analytics', PORT, { url: database.url, prefix: topics.prefix }, '/livez');
    try {
      const { units, ms } = await untilRead(client, topic, { total: measured, warm: measured / 5 });
      const { rate: settled } = await untilSettled(client, SETTLING_MS);
      return { ...history, rate: (units / ms) * 1000, settled };
    } finally {
      await (await service).stop();
    }
  } finally {
    await client.end();
    await Promise.all([database.drop(), topics.remove()]);
  }
}
