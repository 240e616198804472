import type { Cause, Contact, Interaction } from './contact.ts';
import { daysAfter, type Channel, type Customer, type Driver } from './population.ts';
import type { Random } from './random.ts';

/** What is carried through one customer's simulated life. Only the functions that tell it change it. */
export interface Life {
  readonly customer: Customer;
  readonly random: Random;
  /** The simulated present: nothing happens after it. */
  readonly until: Date;
  readonly contacts: Contact[];
  /** What is told beside them, with keys of its own: the contacts keep theirs. */
  readonly beside: Contact[];
  /** −1 embittered … 1 delighted: the true satisfaction. */
  mood: number;
  lastAskedAt: Date | null;
  openComplaint: boolean;
  complaints: number;
  recovered: number;
  promises: number;
  brokenPromises: number;
  /** When the last promise was broken. */
  letDownAt: Date | null;
}

/** Which driver of satisfaction each kind of failure hits. */
export const DRIVER_OF: Record<Cause, Driver> = {
  qualityDefect: 'core',
  late: 'technical',
  incomplete: 'technical',
  price: 'support',
  documentsOrBilling: 'support',
  staffConduct: 'people',
  hardToReach: 'support',
  wrongInformation: 'people',
  promiseBroken: 'emotion',
};

export const keyOf = (life: Life, kind: string): string => `${life.customer.key}-${kind}${life.contacts.length + 1}`;

/** Keeps a contact if it was over before the present; says whether it was. */
export function add(life: Life, contact: Contact): boolean {
  const over = contact.kind === 'interaction' ? contact.endedAt : contact.at;
  if (over >= life.until) return false;
  life.contacts.push(contact);
  return true;
}

/** Moves the true satisfaction; what touches the customer's own driver counts 1.7 times. */
export function feel(life: Life, change: number, driver: Driver): void {
  const felt = driver === life.customer.driver ? change * 1.7 : change;
  const room = felt > 0 ? 1 - life.mood : 1 + life.mood;
  life.mood += Math.max(-1, Math.min(1, felt)) * room;
}

const SHOPS = new Set<Channel>(['web', 'app', 'phone', 'branch']);
const TALKS = new Set<Channel>(['phone', 'chat', 'email', 'branch', 'app', 'web', 'letter']);
const DEALS_WITH: Record<'buy' | 'talk' | 'complain', ReadonlySet<Channel>> = {
  buy: SHOPS,
  talk: TALKS,
  complain: new Set<Channel>([...TALKS, 'social']),
};

export function channelFor(life: Life, purpose: keyof typeof DEALS_WITH): Channel {
  const offered: Partial<Record<Channel, number>> = {};
  for (const channel of DEALS_WITH[purpose]) offered[channel] = life.customer.channels[channel];
  return life.random.weighted(offered, 'web');
}

const SLOW = new Set<Channel>(['email', 'letter', 'web']);
/** Nobody answers here: no agent, no team's idle time. */
const SELF_SERVICE = new Set<Channel>(['web', 'app']);

type Talk = Pick<Interaction, 'at' | 'phase' | 'type'> &
  Partial<Pick<Interaction, 'channel' | 'outcome' | 'direction' | 'matter'>>;

/** Makes a contact with plausible waiting, handling and hand-overs for its channel. */
export function talk(life: Life, said: Talk): Interaction {
  const { random } = life;
  const channel = said.channel ?? channelFor(life, 'talk');
  const waitedSeconds = Math.round(SLOW.has(channel) ? random.gamma(1.2, 1 / 9_000) : random.gamma(1.1, 1 / 45));
  const abandoned = channel === 'phone' && said.direction !== 'outbound' && waitedSeconds > 120 && random.chance(0.5);
  const handled = abandoned ? 0 : Math.round(random.gamma(2, 1 / 150)) + 30;
  const outcome = abandoned ? 'abandoned' : (said.outcome ?? 'solved');
  const team = said.phase === 'preSale' ? 'sales' : said.type === 'billing' ? 'billing' : 'care';
  return {
    kind: 'interaction',
    key: keyOf(life, 'i'),
    customer: life.customer.key,
    at: said.at,
    channel,
    direction: said.direction ?? 'inbound',
    phase: said.phase,
    type: said.type,
    outcome,
    agent: abandoned || SELF_SERVICE.has(channel) ? null : agentOf(random, team),
    team,
    waitedSeconds,
    endedAt: new Date(said.at.getTime() + (waitedSeconds + handled) * 1000),
    handOvers: outcome === 'handedOver' ? random.integer(1, 3) : random.chance(0.08) ? 1 : 0,
    ...(said.matter !== undefined && { matter: said.matter }),
  };
}

export function agentOf(random: Random, team: string): string {
  return `agent-${team}-${random.integer(1, team === 'care' ? 14 : 6)}`;
}

/** A time of day at which people get in touch: mostly 8 to 21 h, at whole seconds. */
export function atSensibleHour(life: Life, day: Date): Date {
  const moved = new Date(day);
  moved.setUTCHours(
    8 + Math.floor(life.random.beta(2, 2.4) * 14),
    life.random.integer(0, 59),
    life.random.integer(0, 59),
    0,
  );
  return moved < life.customer.joinedAt ? daysAfter(life.customer.joinedAt, 0.01) : moved;
}
