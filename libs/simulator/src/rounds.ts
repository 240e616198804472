import type { Contact } from './contact.ts';

export interface Waiting {
  contact: Contact;
  /** How often it was refused because something it builds on had not arrived yet. */
  tries: number;
  /** Not to be sent before this time of `performance.now()`. */
  notBefore: number;
}

export interface Round {
  batches: { kind: Contact['kind']; items: Waiting[] }[];
  rest: Waiting[];
}

/** How far into the time line a round looks: wide enough for full batches, narrow enough that time seems to pass. */
const WINDOW = 8_000;
const PER_ROUND = 1_500;
const ONE_A_ROUND: ReadonlySet<Contact['kind']> = new Set(['step', 'promiseStep', 'callBack']);

/**
 * Takes from the head of the time line what may be sent now. A customer's contacts keep their order: one of them goes out
 * only when all earlier ones have been answered, or travel before it in the same batch. A complaint, or a promise, takes one step a round.
 */
export function takeRound(waiting: readonly Waiting[], batchSize: number, now: number): Round {
  const boundTo = new Map<string, Contact['kind'] | 'nothing'>();
  const taken = new Map<Contact['kind'], Waiting[]>();
  const rest: Waiting[] = [];
  waiting.forEach((item, at) => {
    const { customer, kind } = item.contact;
    const bound = boundTo.get(customer);
    const bucket = taken.get(kind) ?? [];
    if (at >= WINDOW || (bound !== undefined && bound !== kind) || item.notBefore > now || bucket.length >= PER_ROUND) {
      boundTo.set(customer, 'nothing');
      rest.push(item);
      return;
    }
    bucket.push(item);
    taken.set(kind, bucket);
    boundTo.set(customer, ONE_A_ROUND.has(kind) ? 'nothing' : kind);
  });
  return {
    batches: [...taken].flatMap(([kind, items]) => slices(items, batchSize).map(slice => ({ kind, items: slice }))),
    rest,
  };
}

/** Cuts between customers where it can: two batches on their way at once must not hold the same customer. */
function slices(items: readonly Waiting[], size: number): Waiting[][] {
  const byCustomer = Map.groupBy(items, item => item.contact.customer);
  const result: Waiting[][] = [];
  let open: Waiting[] = [];
  for (const group of byCustomer.values()) {
    for (let start = 0; start < group.length; start += size) {
      const part = group.slice(start, start + size);
      if (open.length + part.length > size) {
        result.push(open);
        open = [];
      }
      open.push(...part);
    }
  }
  if (open.length > 0) result.push(open);
  return result;
}
