import { leakedValues } from './canaries.ts';
import type { Journal } from './journal.ts';
import { checkLog, type Told } from './log-check.ts';
import { quiet } from './quiet.ts';
import { SERVICES } from './services.ts';
import type { System } from './system.ts';
import { checkTables } from './table-check.ts';
import { dump, endsOf, toTold, type Ends } from './topics.ts';

/** What one run has shown. */
export interface Found {
  readonly acknowledged: number;
  readonly refused: number;
  readonly lost: number;
  readonly doubled: number;
  readonly outOfOrder: number;
  readonly resent: number;
  /** Processes of services that were killed. */
  readonly kills: number;
  readonly seconds: number;
  /** In words, everything that must not be. Empty: all invariants hold. */
  readonly problems: string[];
  readonly notes: readonly string[];
}

const QUIET_MS = 60_000;

type Verify = (allowed: { mayPark: boolean; wentBack: readonly string[] }) => Promise<Found>;

/** What it gives, called after the load, judges all that happened since the topics ended at `from`. */
export function verdictOf(system: System, journal: Journal, customers: readonly string[], from: Ends): Verify {
  const { ground, looks } = system;
  const { brokers } = ground.connections;
  return async ({ mayPark, wentBack }) => {
    const to = await quiet(looks, brokers, QUIET_MS);
    const problems: string[] = [...journal.stale, ...wentBack];
    if (typeof to === 'string') problems.push(`not quiet after ${QUIET_MS / 1000} s: ${to}`);
    const mine = new Set(customers);
    const messages = await dump(brokers, from, typeof to === 'string' ? await endsOf(brokers) : to);
    const told = messages.map(toTold).filter(({ subject }) => mine.has(subject));
    const log = checkLog(told, journal.entries);
    const tables = await checkTables(looks, inOrder(told), customers);
    const unknown = journal.count('unknown') + journal.count('sent');
    if (unknown > 0) problems.push(`of ${unknown} commands nobody ever learned the outcome`);
    const parked = mayPark ? 0 : await parkedIn(system);
    if (parked > 0) problems.push(`${parked} events are parked`);
    const [lost, doubled] = [
      [...log.lost, ...tables.lost],
      [...log.doubled, ...tables.doubled],
    ];
    problems.push(...lost, ...doubled, ...log.outOfOrder, ...(await leakedValues(ground, messages)));
    return {
      acknowledged: journal.count('acknowledged'),
      refused: journal.count('refused'),
      lost: lost.length,
      doubled: doubled.length,
      outOfOrder: log.outOfOrder.length,
      resent: log.resent,
      kills: 0,
      seconds: 0,
      problems,
      notes: [],
    };
  };
}

/** Each event once, in the order of its subject's numbers. */
function inOrder(told: readonly Told[]): Told[] {
  const once = new Map(told.map(event => [event.id, event]));
  return [...once.values()].sort((a, b) => a.sequence - b.sequence);
}

async function parkedIn({ looks }: System): Promise<number> {
  const counts = await Promise.all(
    SERVICES.map(service => looks.count(service, 'from messaging.parked where dropped_at is null')),
  );
  return counts.reduce((sum, n) => sum + n, 0);
}
