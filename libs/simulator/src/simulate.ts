import { setTimeout as sleep } from 'node:timers/promises';
import { sendAlone } from './alone.ts';
import { BATCH_SIZE, PASSING_SLUGS, sendBatch, type ItemResult } from './batch.ts';
import type { Alone, Batched, Contact } from './contact.ts';
import type { History } from './history.ts';
import { chunks, inParallel } from './parallel.ts';
import { plan, type SimulationPlan } from './plan.ts';
import { startProgress, type Progress } from './progress.ts';
import { registration, RESOLVE, ROUTES, toItem } from './requests.ts';
import { takeRound, type Waiting } from './rounds.ts';
import { createSender, type SenderOptions } from './sender.ts';

export interface SimulateOptions extends SimulationPlan, SenderOptions {
  onProgress?: (progress: Progress) => void;
}

export interface SimulationResult {
  customers: number;
  contacts: number;
  sent: number;
  accepted: number;
  duplicates: number;
  rejected: number;
  /** The first few different reasons, each with how often it was met. */
  reasons: { reason: string; count: number }[];
  byKind: Record<string, number>;
  /** True when the signal stopped it before the end; running it again goes on. */
  stopped: boolean;
  lookAt: { customerId: string | null; complaintId: string | null };
}

/** A minute in all, by doubling waits: services learn from each other within seconds, even when busy. */
const TRIES = 12;
const waitAfter = (tries: number): number => Math.min(8_000, 125 * 2 ** tries);
const CONCURRENCY = 4;

/** Sends the simulation to the services' public routes; a second run with the same plan adds nothing. */
export async function simulate(options: SimulateOptions): Promise<SimulationResult> {
  const histories = plan(options);
  const source = `simulator-${options.seed}`;
  const sender = createSender(options);
  const ids = new Map<string, string>();
  const sentBefore = new Set<string>();
  const timeline = histories.flatMap(told => told.contacts).sort((a, b) => a.at.getTime() - b.at.getTime());
  const result = blank(histories.length, timeline);
  const reasons = new Map<string, number>();
  const progress = startProgress(result.contacts, options.onProgress);

  const count = (outcome: ItemResult, key: string): void => {
    result.sent += 1;
    if (outcome.status === 'rejected') {
      result.rejected += 1;
      reasons.set(outcome.reason, (reasons.get(outcome.reason) ?? 0) + 1);
    } else {
      result[outcome.status === 'accepted' ? 'accepted' : 'duplicates'] += 1;
      if (outcome.id !== null) ids.set(key, outcome.id);
      if (outcome.status === 'duplicate') sentBefore.add(key);
    }
  };

  const register = async (told: History[]): Promise<void> => {
    const outcomes = await sendBatch(
      sender,
      RESOLVE,
      told.map(({ customer }) => registration(customer, source)),
    );
    told.forEach(({ customer }, index) => count(outcomes[index] ?? nothingSaid, customer.key));
    progress.add(told.length);
  };

  /** A step of a complaint or promise that an earlier run had sent is refused, as it comes after steps taken later than it. */
  const asTaken = (contact: Contact, outcome: ItemResult): ItemResult =>
    sentBefore.has(steppedOn(contact)) && TAKEN.has(slugOf(outcome)) ? { status: 'duplicate', id: null } : outcome;

  const sendItems = async (kind: Batched['kind'], items: Waiting[]) => {
    const all = items.flatMap(waiting => {
      const { contact } = waiting;
      const item = isAlone(contact) ? undefined : toItem(contact, { ids, source });
      if (item === undefined) count(orphaned, contact.key);
      return item === undefined ? [] : [{ waiting, item }];
    });
    const outcomes = await sendBatch(
      sender,
      ROUTES[kind],
      all.map(({ item }) => item),
    );
    return { ready: all.map(({ waiting }) => waiting), outcomes };
  };

  const sendEach = async (ready: Waiting[]) => {
    const one = async ({ contact }: Waiting): Promise<ItemResult> => {
      const outcome = isAlone(contact) ? await sendAlone(sender, contact, { ids, source }) : nothingSaid;
      const known = outcome.status === 'accepted' && sentBefore.has(contact.customer);
      return known ? { status: 'duplicate', id: null } : outcome;
    };
    return { ready, outcomes: await Promise.all(ready.map(one)) };
  };

  /** Answers the items to try again later. */
  const send = async (kind: Contact['kind'], items: Waiting[]): Promise<Waiting[]> => {
    const { ready, outcomes } = isAloneKind(kind) ? await sendEach(items) : await sendItems(kind, items);
    const again: Waiting[] = [];
    ready.forEach((waiting, index) => {
      const outcome = outcomes[index] ?? nothingSaid;
      const early = PASSING_SLUGS.has(slugOf(outcome)) && waiting.tries < TRIES;
      if (early) again.push(later(waiting));
      else count(asTaken(waiting.contact, outcome), waiting.contact.key);
    });
    progress.add(items.length - again.length);
    return again;
  };

  try {
    await inParallel(
      CONCURRENCY,
      chunks(histories, BATCH_SIZE).map(told => () => register(told)),
    );
    let waiting: Waiting[] = timeline.map(contact => ({ contact, tries: 0, notBefore: 0 }));
    while (waiting.length > 0) {
      const { batches, rest } = takeRound(waiting, BATCH_SIZE, performance.now());
      if (batches.length === 0) await sleep(100, undefined, options.signal ? { signal: options.signal } : {});
      const again = (
        await inParallel(
          CONCURRENCY,
          batches.map(
            ({ kind, items }) =>
              () =>
                send(kind, items),
          ),
        )
      ).flat();
      waiting = again.length === 0 ? rest : inOrder([...again, ...rest]);
    }
  } catch (error) {
    if (!options.signal?.aborted) throw error;
    result.stopped = true;
  }
  progress.end();
  result.reasons = [...reasons].slice(0, 10).map(([reason, times]) => ({ reason, count: times }));
  return { ...result, lookAt: worthALook(histories, ids) };
}

const TAKEN = new Set([
  'step-out-of-order',
  'complaint-closed',
  'time-order',
  'promise-closed',
  'promise-broken',
  'call-back-unknown',
]);
const steppedOn = (contact: Contact): string =>
  'complaint' in contact ? contact.complaint.key : contact.kind === 'promiseStep' ? contact.promise : '';
const isAloneKind = (kind: Contact['kind']): kind is Alone['kind'] => !(kind in ROUTES);
const isAlone = (contact: Contact): contact is Alone => isAloneKind(contact.kind);
const slugOf = (outcome: ItemResult): string => (outcome.status === 'rejected' ? (outcome.slug ?? '') : '');
const later = ({ contact, tries }: Waiting): Waiting => ({
  contact,
  tries: tries + 1,
  notBefore: performance.now() + waitAfter(tries),
});
const inOrder = (waiting: Waiting[]): Waiting[] =>
  waiting.sort((a, b) => a.contact.at.getTime() - b.contact.at.getTime());

const nothingSaid: ItemResult = { status: 'rejected', slug: null, reason: 'the service said nothing about it' };
const orphaned: ItemResult = { status: 'rejected', slug: null, reason: 'what it belongs to was refused' };

function blank(customers: number, timeline: readonly Contact[]): SimulationResult {
  const byKind: Record<string, number> = { registration: customers };
  for (const { kind } of timeline) byKind[kind] = (byKind[kind] ?? 0) + 1;
  return {
    customers,
    contacts: customers + timeline.length,
    sent: 0,
    accepted: 0,
    duplicates: 0,
    rejected: 0,
    reasons: [],
    byKind,
    stopped: false,
    lookAt: { customerId: null, complaintId: null },
  };
}

/** The customer shaped to be in trouble, and the complaint that got there. */
function worthALook(histories: readonly History[], ids: ReadonlyMap<string, string>): SimulationResult['lookAt'] {
  const told = histories.find(({ customer }) => customer.inTrouble);
  const complaint = told?.contacts.findLast(({ kind }) => kind === 'complaint');
  return {
    customerId: ids.get(told?.customer.key ?? '') ?? null,
    complaintId: ids.get(complaint?.key ?? '') ?? null,
  };
}
