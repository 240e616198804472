import type { Cause, Purchase } from './contact.ts';
import { complain, type Ending } from './complaint-story.ts';
import { deliver } from './delivery.ts';
import { add, atSensibleHour, channelFor, DRIVER_OF, feel, keyOf, talk, type Life } from './life.ts';
import { order } from './order.ts';
import { joinProgramme, spendPoints } from './points.ts';
import { daysAfter } from './population.ts';
import { promiseInContact } from './promise-story.ts';
import { survey } from './survey.ts';

/** When and why a customer left for good. */
export interface Left {
  at: Date;
  reason: 'dropout' | 'silentlyDissatisfied' | 'unresolvedComplaint' | 'brokenPromise';
}

type Reaction = Ending | 'silent' | 'helped';

const CATALOGUE = {
  beans: 1_650,
  filters: 890,
  mugs: 2_400,
  grinder: 7_900,
  kettle: 5_400,
  espressoMachine: 32_900,
  descaler: 1_250,
  servicePlan: 9_900,
} as const;
const SHARES = {
  beans: 5,
  filters: 3,
  mugs: 2,
  grinder: 1,
  kettle: 1,
  espressoMachine: 0.3,
  descaler: 1.6,
  servicePlan: 0.5,
};

/** Buys, meets trouble, asks, complains and at some point leaves: a BG/NBD buyer whose dropout depends on the treatment. */
export function goShopping(life: Life): Left | null {
  const { customer, random } = life;
  if (random.chance(0.3)) converse(life, daysAfter(customer.joinedAt, 0), 'advice');
  const member = joinProgramme(life);
  let at = daysAfter(customer.joinedAt, 0.02 + random.exponential(2));
  let left: Left | null = null;
  while (at < life.until && left === null) {
    left = visit(life, at);
    if (member) spendPoints(life, at);
    const gap = 0.3 + random.exponential(1 / customer.purchaseRate);
    if (left === null) keepInTouch(life, at, gap);
    const next = atSensibleHour(life, daysAfter(at, gap));
    at = next > at ? next : daysAfter(at, 0.2);
  }
  if (customer.inTrouble) fallIntoTrouble(life);
  return customer.inTrouble ? null : left;
}

function visit(life: Life, at: Date): Left | null {
  const { customer, random } = life;
  const bought = order(life, purchase(life, at));
  if (!add(life, bought)) return null;
  const trouble = random.weighted<Cause | 'none'>(
    {
      none: 0.8,
      late: 0.075,
      qualityDefect: 0.045,
      incomplete: 0.025,
      documentsOrBilling: 0.035,
      wrongInformation: 0.02,
    },
    'none',
  );
  deliver(life, bought, trouble);
  life.letDownAt = null;
  const reaction = trouble === 'none' ? content(life, bought) : react(life, bought, trouble);
  if (life.openComplaint) return null;
  const unresolved = reaction === 'notAccepted' || reaction === 'unreachable';
  const disappointed = trouble !== 'none' && reaction === 'silent' && random.chance((1 - customer.patience) * 0.5);
  const leavesAt = daysAfter(at, 3 + random.exponential(5));
  if (unresolved && random.chance(0.9 - 0.6 * customer.patience))
    return { at: leavesAt, reason: 'unresolvedComplaint' };
  if (disappointed) return { at: leavesAt, reason: 'silentlyDissatisfied' };
  const letDownAt = lastingly(life);
  if (letDownAt) return { at: letDownAt > leavesAt ? letDownAt : leavesAt, reason: 'brokenPromise' };
  if (random.chance(Math.min(0.9, customer.dropout * Math.exp(-1.4 * life.mood)))) return { at, reason: 'dropout' };
  return null;
}

/** When a promise was broken since the purchase, if that was once too often. */
function lastingly({ letDownAt, random, customer }: Life): Date | null {
  return letDownAt !== null && random.chance((1 - customer.patience) * 0.6) ? letDownAt : null;
}

function content(life: Life, bought: Purchase): 'helped' {
  const { random } = life;
  feel(life, 0.09, random.pick(['core', 'technical', 'people', 'emotion']));
  const next = random.weighted({ asks: 0.3, isAsked: 0.21, nothing: 0.49 }, 'nothing');
  if (next === 'asks') converse(life, daysAfter(bought.at, random.exponential(3)), 'support');
  if (next === 'isAsked') survey(life, bought, 0.5, 'technical');
  return 'helped';
}

/** One in four keeps silent; the patient and the amiable more often. The others ask, ask again, or complain. */
function react(life: Life, bought: Purchase, cause: Cause): Reaction {
  const { customer, random } = life;
  const driver = DRIVER_OF[cause];
  feel(life, -0.3, driver);
  const amiable = customer.style === 'amiable' ? 0.15 : 0;
  if (random.chance(0.22 + amiable)) {
    if (random.chance(0.3)) survey(life, bought, -0.6, driver);
    return 'silent';
  }
  const product = bought.lines[0]?.product ?? 'beans';
  let at = daysAfter(bought.at, 2 + random.exponential(3));
  for (let asked = 1; asked <= 3; asked += 1) {
    const complains = random.chance(asked === 1 ? 0.3 - 0.2 * customer.patience : 0.35);
    const solved = random.chance(0.6);
    const type = complains ? 'complaint' : cause === 'documentsOrBilling' ? 'billing' : 'support';
    const outcome = complains || !solved ? (random.chance(0.5) ? 'promised' : 'handedOver') : 'solved';
    const channel = channelFor(life, complains ? 'complain' : 'talk');
    const matter = bought.key;
    const contact = talk(life, { at: atSensibleHour(life, at), channel, phase: 'afterSale', type, outcome, matter });
    if (!add(life, contact)) return 'silent';
    if (contact.outcome === 'promised') promiseInContact(life, contact, cause);
    if (complains && contact.outcome !== 'abandoned') return complain(life, contact, cause, product);
    survey(life, contact, contact.outcome === 'solved' ? 0.3 : -0.6, driver);
    if (contact.outcome === 'solved') {
      feel(life, 0.2, 'people');
      return 'helped';
    }
    feel(life, -0.12, 'support');
    at = daysAfter(contact.endedAt, 0.5 + random.exponential(2));
  }
  return 'silent';
}

function converse(life: Life, at: Date, type: 'advice' | 'support'): void {
  const contact = talk(life, {
    at: atSensibleHour(life, at),
    phase: type === 'advice' ? 'preSale' : 'afterSale',
    type,
  });
  if (!add(life, contact)) return;
  const went = contact.outcome === 'abandoned' ? -0.5 : contact.handOvers > 0 ? 0 : 0.5;
  feel(life, went * 0.2, 'people');
  survey(life, contact, went, 'people');
}

/** Between two purchases: news and invitations from us, a compliment or suggestion from the customer. */
function keepInTouch(life: Life, from: Date, gap: number): void {
  const { random } = life;
  for (let more = random.poisson(Math.min(gap, 120) / 55); more > 0; more -= 1) {
    const at = atSensibleHour(life, daysAfter(from, random.uniform() * gap));
    const reached = random.chance(0.7);
    const asked = random.chance(0.25 + 0.1 * Math.max(0, life.mood));
    if (asked) {
      const type = life.mood > 0.5 && random.chance(0.5) ? 'compliment' : random.chance(0.2) ? 'suggestion' : 'advice';
      add(life, talk(life, { at, phase: 'preSale', type }));
    } else {
      const outcome = reached ? 'solved' : 'noAnswer';
      add(
        life,
        talk(life, { at, phase: 'preSale', type: 'relationship', direction: 'outbound', outcome, channel: 'email' }),
      );
      if (reached) feel(life, 0.03, 'emotion');
    }
  }
}

/** Every population ends with somebody whose complaint has gone wrong: a defect, slow answers, and a repair that failed. */
function fallIntoTrouble(life: Life): void {
  const bought = purchase(life, atSensibleHour(life, daysAfter(life.until, -life.random.integer(55, 80))));
  if (!add(life, bought)) return;
  deliver(life, bought, 'late');
  feel(life, -0.3, 'core');
  const at = atSensibleHour(life, daysAfter(bought.at, 2));
  const contact = {
    ...talk(life, {
      at,
      channel: 'chat',
      phase: 'afterSale',
      type: 'complaint',
      outcome: 'promised',
      matter: bought.key,
    }),
  };
  if (!add(life, contact)) return;
  promiseInContact(life, contact, 'qualityDefect', 'broken');
  complain(life, contact, 'qualityDefect', 'espressoMachine', true);
}

function purchase(life: Life, at: Date): Purchase {
  const { customer, random } = life;
  const scale = customer.orderValue / 6_500;
  const lines = Array.from({ length: 1 + random.poisson(0.7) }, () => {
    const product = random.weighted(SHARES, 'beans');
    const quantity = product === 'beans' || product === 'filters' ? random.integer(1, 4) : 1;
    return {
      product,
      quantity,
      minor: Math.round(CATALOGUE[product] * quantity * scale ** 0.5 * (0.9 + 0.2 * random.uniform())),
    };
  });
  return {
    kind: 'purchase',
    key: keyOf(life, 'p'),
    customer: customer.key,
    at,
    channel: channelFor(life, 'buy'),
    lines,
  };
}
