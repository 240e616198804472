import { complaintsEvents, interactionsEvents, loyaltyEvents } from '@rapport/contracts';
import fc from 'fast-check';
import { v7 as newId } from 'uuid';
import { sending, type Told } from './delivery.ts';
import type { Sent } from './scattered.ts';

export const HAPPENINGS = ['contact', 'purchase', 'feedback', 'complaint', 'promise', 'points'] as const;

/** What happens next, as small as a property test can shrink it: parties and merges by their place. */
export type Step =
  | { readonly does: (typeof HAPPENINGS)[number]; readonly who: number; readonly much: number }
  | { readonly does: 'identify'; readonly who: number }
  | { readonly does: 'merge'; readonly who: number; readonly with: number }
  | { readonly does: 'unmerge'; readonly nth: number };

export interface Story {
  readonly parties: number;
  readonly steps: readonly Step[];
  /** Whether all merges are undone at its end. */
  readonly undone: boolean;
  /** In which order it is delivered: for `scattered`. */
  readonly choices: readonly number[];
}

/** What was recorded under one id, or under all that are one customer. */
export interface Totals {
  readonly contacts: number;
  readonly purchases: number;
  /** Minor units of EUR. */
  readonly spent: number;
  /** CSAT, 1 to 5, in the order in which they were given. */
  readonly scores: readonly number[];
  readonly complaints: number;
  readonly promises: number;
  readonly points: number;
  /** How many events are told of it, of all services. */
  readonly events: number;
}

/** A story as it was told, and who is who after it, found out by another way than any service does. */
export interface ToldStory {
  readonly sent: readonly Sent[];
  readonly ids: readonly string[];
  /** The current id of each recorded one. */
  readonly current: ReadonlyMap<string, string>;
  /** By current id: the recorded ones, the current first, and what happened under all of them. */
  readonly customers: ReadonlyMap<string, { readonly recorded: readonly string[]; readonly totals: Totals }>;
}

/** Stories of two to six parties who are met, identified, merged and parted, and of what happens with them meanwhile. */
export function stories(): fc.Arbitrary<Story> {
  const place = fc.nat(5);
  const happening = fc.record({
    does: fc.constantFrom(...HAPPENINGS),
    who: place,
    much: fc.integer({ min: 1, max: 5 }),
  });
  const step: fc.Arbitrary<Step> = fc.oneof(
    { weight: 5, arbitrary: happening },
    { weight: 1, arbitrary: fc.record({ does: fc.constant('identify' as const), who: place }) },
    { weight: 4, arbitrary: fc.record({ does: fc.constant('merge' as const), who: place, with: place }) },
    { weight: 3, arbitrary: fc.record({ does: fc.constant('unmerge' as const), nth: place }) },
  );
  return fc.record({
    parties: fc.integer({ min: 2, max: 6 }),
    steps: fc.array(step, { maxLength: 30, size: 'max' }),
    undone: fc.boolean(),
    choices: fc.array(fc.nat(11), { maxLength: 50, size: 'max' }),
  });
}

const NOTHING: Totals = {
  ...{ contacts: 0, purchases: 0, spent: 0, scores: [] },
  ...{ complaints: 0, promises: 0, points: 0, events: 0 },
};
const FIRST_DAY = Date.UTC(2026, 2, 1);
const MINUTE_MS = 60_000;

/** Tells a story with ids of its own, as the services would. */
export function told({ parties, steps, undone }: Story): ToldStory {
  const teller = new Teller(parties);
  for (const step of steps) teller.take(step);
  if (undone) teller.undo();
  return teller.end();
}

class Teller {
  readonly #ids: readonly string[];
  readonly #sent: Sent[] = [];
  readonly #send = sending();
  readonly #totals = new Map<string, Totals>();
  readonly #members = new Set<string>();
  /** The merges in force: absorbed → survivor. */
  readonly #parents = new Map<string, string>();

  constructor(parties: number) {
    this.#ids = Array.from({ length: parties }, () => newId());
    for (const [n, customerId] of this.#ids.entries()) {
      this.#totals.set(customerId, NOTHING);
      const data = { customerId, partyType: 'individual' as const, anonymous: n % 2 === 1 };
      this.#tell({ type: 'CustomerRegistered', subject: customerId, data });
    }
  }

  take(step: Step): void {
    switch (step.does) {
      case 'identify':
        return this.#identify(this.#party(step.who));
      case 'merge':
        return this.#merge(step.who, step.with);
      case 'unmerge':
        return this.#unmerge([...this.#parents.keys()].sort()[step.nth % Math.max(1, this.#parents.size)]);
      default:
        return this.#happen(step.does, this.#party(step.who), step.much);
    }
  }

  undo(): void {
    for (const absorbed of [...this.#parents.keys()].sort()) this.#unmerge(absorbed);
  }

  end(): ToldStory {
    const current = new Map(this.#ids.map(id => [id, this.#root(id)]));
    const families = Map.groupBy(this.#ids, id => this.#root(id));
    const customers = [...families].map(([id, family]) => {
      const recorded = [id, ...family.filter(each => each !== id)];
      return [id, { recorded, totals: recorded.map(each => this.#of(each)).reduce(together) }] as const;
    });
    return { sent: this.#sent, ids: this.#ids, current, customers: new Map(customers) };
  }

  #identify(customerId: string): void {
    const data = { customerId, identifierType: 'email' as const };
    this.#tell({ type: 'CustomerIdentified', subject: customerId, data });
  }

  /** Two customers as they are now; the first recorded survives. */
  #merge(who: number, and: number): void {
    const current = this.#ids.filter(id => !this.#parents.has(id));
    if (current.length < 2) return;
    const one = who % current.length;
    const other = (one + 1 + (and % (current.length - 1))) % current.length;
    const [survivorId = '', absorbedId = ''] = [current[Math.min(one, other)], current[Math.max(one, other)]];
    const data = { survivorId, absorbedId, reason: 'sameParty' };
    this.#parents.set(absorbedId, survivorId);
    this.#tell({ type: 'CustomersMerged', subject: survivorId, data });
    this.#tell({ type: 'CustomerAbsorbed', subject: absorbedId, data: { customerId: absorbedId, survivorId } });
  }

  #unmerge(absorbedId: string | undefined): void {
    const survivorId = this.#parents.get(absorbedId ?? '');
    if (absorbedId === undefined || survivorId === undefined) return;
    this.#parents.delete(absorbedId);
    const data = { survivorId, absorbedId, reason: 'wrongMerge' };
    this.#tell({ type: 'CustomersUnmerged', subject: survivorId, data });
    this.#tell({ type: 'CustomerRestored', subject: absorbedId, data: { customerId: absorbedId, survivorId } });
  }

  #happen(does: (typeof HAPPENINGS)[number], customerId: string, much: number): void {
    const id = newId();
    const before = this.#of(customerId);
    switch (does) {
      case 'contact': {
        const data = { ...interactionsEvents.InteractionRecorded.example, interactionId: id, customerId };
        this.#totals.set(customerId, { ...before, contacts: before.contacts + 1 });
        return this.#tell({ type: 'InteractionRecorded', subject: customerId, data });
      }
      case 'purchase': {
        const amount = { minor: much * 100, currency: 'EUR' };
        const data = { ...interactionsEvents.PurchaseMade.example, purchaseId: id, customerId, amount };
        this.#totals.set(customerId, {
          ...before,
          purchases: before.purchases + 1,
          spent: before.spent + amount.minor,
        });
        return this.#tell({ type: 'PurchaseMade', subject: customerId, data });
      }
      case 'feedback': {
        const data = { feedbackId: id, customerId, survey: 'csat' as const, score: much, answers: [] };
        this.#totals.set(customerId, { ...before, scores: [...before.scores, much] });
        return this.#tell({ type: 'FeedbackGiven', subject: customerId, data });
      }
      case 'complaint': {
        const data = { ...complaintsEvents.ComplaintOpened.example, complaintId: id, customerId };
        this.#totals.set(customerId, { ...before, complaints: before.complaints + 1 });
        return this.#tell({ type: 'ComplaintOpened', subject: customerId, data });
      }
      case 'promise': {
        const data = { ...complaintsEvents.PromiseMade.example, promiseId: id, customerId };
        this.#totals.set(customerId, { ...before, promises: before.promises + 1 });
        return this.#tell({ type: 'PromiseMade', subject: customerId, data });
      }
      case 'points':
        return this.#earn(customerId, id, much * 10);
    }
  }

  #earn(customerId: string, entryId: string, points: number): void {
    if (!this.#members.has(customerId)) {
      const data = { customerId, tier: 'member', enrolledAt: new Date(FIRST_DAY).toISOString() };
      this.#tell({ type: 'MemberEnrolled', subject: customerId, data });
    }
    this.#members.add(customerId);
    const before = this.#of(customerId);
    this.#totals.set(customerId, { ...before, points: before.points + points });
    const postings = [
      { account: 'programme:issued', points: -points },
      { account: `pending:${customerId}`, points },
    ];
    const data = { ...loyaltyEvents.PointsEarned.example, customerId, entryId, purchaseId: newId(), points, postings };
    this.#tell({ type: 'PointsEarned', subject: customerId, data });
  }

  #tell(event: Told): void {
    const before = this.#of(event.subject);
    this.#totals.set(event.subject, { ...before, events: before.events + 1 });
    const occurredAt = new Date(FIRST_DAY + this.#sent.length * MINUTE_MS).toISOString();
    this.#sent.push(this.#send({ ...event, occurredAt }));
  }

  #party(place: number): string {
    return this.#ids[place % this.#ids.length] ?? '';
  }

  #of(id: string): Totals {
    return this.#totals.get(id) ?? NOTHING;
  }

  #root(id: string): string {
    const parent = this.#parents.get(id);
    return parent === undefined ? id : this.#root(parent);
  }
}

const together = (one: Totals, other: Totals): Totals => ({
  contacts: one.contacts + other.contacts,
  purchases: one.purchases + other.purchases,
  spent: one.spent + other.spent,
  scores: [...one.scores, ...other.scores],
  complaints: one.complaints + other.complaints,
  promises: one.promises + other.promises,
  points: one.points + other.points,
  events: one.events + other.events,
});
