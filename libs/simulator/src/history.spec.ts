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
    const path = /^(confirm( empathise( act( verify act){0,2}( verify)?)?)?( close)?)?$/;
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
