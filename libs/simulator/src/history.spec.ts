import { describe, expect, it } from '@jest/globals';
import type { Contact } from './contact.ts';
import { plan } from './plan.ts';

const until = new Date('2026-11-01T12:00:00Z');
const standard = { seed: 42, customers: 2_000, months: 24, maxContacts: 60_000, until };
const told = plan(standard);
const contacts = told.flatMap(({ contacts: of }) => of);
const of = <K extends Contact['kind']>(kind: K): Extract<Contact, { kind: K }>[] =>
  contacts.filter((contact): contact is Extract<Contact, { kind: K }> => contact.kind === kind);
const share = (part: number, whole: number): number => part / whole;

describe('the simulated population', () => {
  it('is the same for the same seed', () => {
    expect(plan({ ...standard, customers: 50 })).toEqual(plan({ ...standard, customers: 50 }));
    expect(plan({ ...standard, customers: 50, seed: 43 })).not.toEqual(plan({ ...standard, customers: 50 }));
  });

  it('keeps its first customers when it grows', () => {
    expect(plan({ ...standard, customers: 20 })).toEqual(told.slice(0, 20));
  });

  it('keeps all 2,000 customers within 60,000 contacts, for other seeds too', () => {
    expect(told).toHaveLength(2_000);
    expect(contacts.length).toBeGreaterThan(40_000);
    expect(plan({ ...standard, seed: 7 })).toHaveLength(2_000);
  });

  it('leaves out whole customers where fewer contacts are asked for', () => {
    const few = plan({ ...standard, maxContacts: 1_000 });
    expect(few.length).toBeGreaterThan(10);
    expect(few.reduce((sum, { contacts: theirs }) => sum + 1 + theirs.length, 0)).toBeLessThanOrEqual(1_000);
    expect(few).toEqual(told.slice(0, few.length));
  });

  it('gives each contact its own key', () => {
    expect(new Set(contacts.map(({ key }) => key)).size).toBe(contacts.length);
  });

  it('lets nothing happen before a customer joins, nor after the present, nor out of order', () => {
    for (const { customer, contacts: theirs } of told) {
      let last = customer.joinedAt;
      for (const { at } of theirs) {
        expect(at >= last && at < until).toBe(true);
        last = at;
      }
    }
  });

  it('shares no e-mail address and no phone number', () => {
    const emails = told.map(({ customer }) => customer.email);
    const phones = told.flatMap(({ customer }) => customer.phone ?? []);
    expect(new Set(emails).size).toBe(emails.length);
    expect(new Set(phones).size).toBe(phones.length);
    expect(emails.every(email => /^[a-z0-9.]+@example\.(com|org)$/.test(email))).toBe(true);
    expect(phones.every(phone => /^\+1\d{3}55501\d\d$/.test(phone))).toBe(true);
  });
});

describe('the simulated rates', () => {
  it('are those of a firm that people complain to now and then', () => {
    const complained = told.filter(({ truth }) => truth.complaints > 0).length;
    expect(share(complained, told.length)).toBeGreaterThan(0.1);
    expect(share(complained, told.length)).toBeLessThan(0.45);
    expect(share(of('complaint').length, of('purchase').length)).toBeLessThan(0.1);
  });

  it('let some leave in silence, some after a complaint, and most stay or drift away', () => {
    const left = Object.groupBy(told, ({ truth }) => truth.churnReason ?? 'stayed');
    expect(share(left.stayed?.length ?? 0, told.length)).toBeGreaterThan(0.4);
    expect(left.silentlyDissatisfied?.length).toBeGreaterThan(left.unresolvedComplaint?.length ?? 0);
    expect(left.unresolvedComplaint?.length).toBeGreaterThan(0);
  });

  it('let nobody who left be heard of a month later', () => {
    for (const { truth, contacts: theirs } of told) {
      const bought = theirs.findLast(({ kind }) => kind === 'purchase');
      if (truth.churnedAt && bought) expect(bought.at <= truth.churnedAt).toBe(true);
    }
  });

  it('tie scores to what happened: an unsolved contact scores lower than a solved one', () => {
    const outcomes = new Map(of('interaction').map(({ key, outcome }) => [key, outcome]));
    const csat = of('feedback').filter(({ survey }) => survey === 'csat');
    const mean = (solved: boolean): number => {
      const scores = csat.flatMap(({ about, score }) =>
        about !== null && (outcomes.get(about) === 'solved') === solved ? [score ?? 0] : [],
      );
      return scores.reduce((sum, score) => sum + score, 0) / scores.length;
    };
    expect(mean(true) - mean(false)).toBeGreaterThan(0.5);
  });

  it('keep every score on its scale', () => {
    const ranges = { csat: [1, 5], nps: [0, 10], ces: [1, 7], servqual: [0, 0] } as const;
    for (const { survey, score, answers } of of('feedback')) {
      const [low, high] = ranges[survey];
      expect((score ?? 0) >= low && (score ?? 0) <= high).toBe(true);
      expect(answers.length > 0).toBe(survey === 'servqual');
    }
  });
});

describe('simulated complaints', () => {
  const steps = Map.groupBy(of('step'), ({ complaint }) => complaint.key);
  const names = of('complaint').map(({ key }) => (steps.get(key) ?? []).map(({ taken }) => taken.step).join(' '));

  it('go through the four steps in their order, again from act where the customer is not satisfied', () => {
    const path = /^(confirm( empathise( act( verify act){0,4}( verify)?)?)?( close)?)?$/;
    expect(names.filter(name => !path.test(name))).toEqual([]);
    expect(names.filter(name => name.includes('verify act')).length).toBeGreaterThan(20);
  });

  it('end mostly recovered; some are still open at the end, one of them in trouble', () => {
    const { recovered, complaints } = told.reduce(
      (sum, { truth }) => ({
        recovered: sum.recovered + truth.recovered,
        complaints: sum.complaints + truth.complaints,
      }),
      { recovered: 0, complaints: 0 },
    );
    expect(share(recovered, complaints)).toBeGreaterThan(0.6);
    const [first] = told;
    const trouble = first?.contacts.findLast(contact => contact.kind === 'complaint');
    const taken = steps.get(trouble?.key ?? '')?.at(-1)?.taken;
    expect(taken).toMatchObject({ step: 'verify', solved: false });
  });

  it('are sometimes slow enough to breach a clock', () => {
    const slow = of('step').filter(
      ({ taken, complaint, at }) => taken.step === 'confirm' && at.getTime() - complaint.at.getTime() > 4 * 86_400_000,
    );
    expect(slow.length).toBeGreaterThan(5);
  });
});

describe('simulated promises', () => {
  const promises = of('promise');
  const steps = Map.groupBy(of('promiseStep'), ({ promise }) => promise);
  const isKept = ({ key, outcome, dueAt }: (typeof promises)[number]): boolean =>
    (outcome?.status === 'kept' && outcome.at < dueAt) ||
    (steps.get(key) ?? []).some(({ taken }) => taken.step === 'keep');

  it('are given in a contact that ended so, or with the plan of a complaint', () => {
    const known = new Map(contacts.map(contact => [contact.key, contact]));
    for (const { about, at, customer, dueAt } of promises) {
      const given = known.get('contact' in about ? about.contact : about.complaint);
      expect(given).toMatchObject(
        'contact' in about ? { outcome: 'promised', customer } : { kind: 'complaint', customer },
      );
      expect(given && given.at <= at && at < dueAt).toBe(true);
    }
  });

  it('are mostly kept; some are broken, kept late, moved in time, released, and some still open at the end', () => {
    const n = promises.length;
    expect(n).toBeGreaterThan(500);
    expect(share(promises.filter(isKept).length, n)).toBeGreaterThan(0.6);
    const late = promises.filter(({ outcome, dueAt }) => outcome?.status === 'kept' && outcome.at >= dueAt).length;
    const released = promises.filter(({ outcome }) => outcome?.status === 'released').length;
    expect([late, released, steps.size].every(some => some > 0.01 * n && some < 0.15 * n)).toBe(true);
    expect(promises.filter(({ dueAt }) => dueAt >= until).length).toBeGreaterThan(0);
  });

  it('are moved before their time, to a later one, by which they are kept', () => {
    const times = new Map(promises.map(({ key, dueAt }) => [key, dueAt]));
    for (const [key, [moved, kept]] of steps) {
      const before = times.get(key) ?? new Date(0);
      if (moved?.taken.step !== 'renegotiate') throw new Error('it begins otherwise');
      expect(moved.at < before && before < moved.taken.dueAt).toBe(true);
      if (kept) expect(kept.at > moved.at && kept.at < moved.taken.dueAt).toBe(true);
    }
  });

  it('are known to the truth, and cost satisfaction and customers where they are broken', () => {
    const total = (of: (truth: (typeof told)[number]['truth']) => number) =>
      told.reduce((sum, { truth }) => sum + of(truth), 0);
    expect(total(({ promises: given }) => given)).toBe(promises.length);
    expect(
      share(
        total(({ brokenPromises }) => brokenPromises),
        promises.length,
      ),
    ).toBeGreaterThan(0.1);
    expect(
      share(
        total(({ brokenPromises }) => brokenPromises),
        promises.length,
      ),
    ).toBeLessThan(0.3);
    const [broken, kept] = [true, false].map(isBroken =>
      told.filter(({ truth }) => truth.promises > 0 && truth.brokenPromises > 0 === isBroken),
    );
    const mean = (of: typeof told = []) => of.reduce((sum, { truth }) => sum + truth.satisfaction, 0) / of.length;
    const left = (of: typeof told = []) => share(of.filter(({ truth }) => truth.churnedAt !== null).length, of.length);
    expect(mean(kept) - mean(broken)).toBeGreaterThan(0.1);
    expect(left(broken) - left(kept)).toBeGreaterThan(0.1);
    const reasons = told.filter(({ truth }) => truth.churnReason === 'brokenPromise');
    expect(share(reasons.length, told.length)).toBeGreaterThan(0.01);
    expect(reasons.filter(({ truth }) => truth.brokenPromises === 0)).toEqual([]);
  });

  it('are filed as history where they were over a month ago, and none that was moved', () => {
    const monthAgo = new Date(until.getTime() - 30 * 86_400_000);
    const filed = promises.filter(({ history }) => history);
    expect(filed.length).toBeGreaterThan(400);
    expect(filed.filter(({ key, dueAt }) => steps.has(key) || dueAt >= monthAgo)).toEqual([]);
  });
});

describe('simulated call-backs', () => {
  const calls = Map.groupBy(of('callBack'), ({ complaint, closedAt }) => `${complaint.key} ${closedAt.toISOString()}`);
  const all = [...calls.values()];

  it('follow the closing that they belong to: soon, and once more a month later where it was severe', () => {
    for (const { at, closedAt, round, complaint } of all.flat()) {
      const days = (at.getTime() - closedAt.getTime()) / 86_400_000;
      expect(days > 0 && (round === 'soon' ? days < 6 : days > 30 && days < 38)).toBe(true);
      if (round === 'later') expect(complaint.severity).toBeLessThan(3);
    }
  });

  it('are mostly done, some after a try, and some never', () => {
    const reached = all.filter(tries => tries.some(({ score }) => score !== null));
    expect(share(reached.length, all.length)).toBeGreaterThan(0.6);
    expect(
      all.filter(tries => tries.some(({ score }) => score === null) && reached.includes(tries)).length,
    ).toBeGreaterThan(20);
    expect(all.length - reached.length).toBeGreaterThan(20);
  });

  it('open the complaint again where the customer is dissatisfied, so that it is acted on and verified once more', () => {
    const steps = Map.groupBy(of('step'), ({ complaint }) => complaint.key);
    const dissatisfied = all.flat().filter(({ score }) => score !== null && score <= 2);
    expect(dissatisfied.length).toBeGreaterThan(20);
    const after = dissatisfied.flatMap(({ complaint, at }) => {
      const [next] = (steps.get(complaint.key) ?? []).filter(step => step.at > at);
      return next ? [next.taken.step] : [];
    });
    expect(share(after.length, dissatisfied.length)).toBeGreaterThan(0.8);
    expect(new Set(after)).toEqual(new Set(['act']));
  });
});

describe('simulated orders', () => {
  const orders = new Map(of('order').map(order => [order.key, order]));
  const referring = [...of('purchase'), ...of('delivery')].filter(({ order }) => order !== undefined);

  it('come before a small share of what is bought, not over the counter, and are bought and brought as ordered', () => {
    expect(share(orders.size, of('purchase').length)).toBeGreaterThan(0.05);
    expect(share(orders.size, of('purchase').length)).toBeLessThan(0.15);
    expect([...orders.values()].filter(({ channel }) => channel === 'branch')).toEqual([]);
    for (const { order = '', at, customer } of referring) {
      expect(orders.get(order)).toMatchObject({ customer });
      expect(orders.get(order)?.at.getTime()).toBeLessThan(at.getTime());
    }
  });

  it('are told of with their delivery now and then', () => {
    expect(of('delivery').filter(({ order }) => order !== undefined).length).toBeGreaterThan(50);
  });
});

describe('simulated points', () => {
  it('are only spent by members, and only when bought before', () => {
    for (const { contacts: theirs } of told) {
      let points = 0;
      let member = false;
      for (const contact of theirs) {
        if (contact.kind === 'enrolment') member = true;
        if (contact.kind === 'purchase')
          points += Math.floor(contact.lines.reduce((sum, { minor }) => sum + minor, 0) / 100);
        if (contact.kind === 'redemption') {
          points -= contact.points;
          expect(member && points >= 0).toBe(true);
        }
      }
    }
  });
});
