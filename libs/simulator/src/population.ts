import { chinese, english } from './names.ts';
import { createRandom, type Random } from './random.ts';

export const SEGMENTS = ['diamond', 'gold', 'silver', 'other'] as const;
export const STYLES = ['analytical', 'amiable', 'driver', 'expressive', 'balanced'] as const;
export const DRIVERS = ['core', 'support', 'technical', 'people', 'emotion'] as const;
export const CHANNELS = ['web', 'app', 'phone', 'chat', 'email', 'branch', 'social', 'letter'] as const;

export type Segment = (typeof SEGMENTS)[number];
export type Style = (typeof STYLES)[number];
export type Driver = (typeof DRIVERS)[number];
export type Channel = (typeof CHANNELS)[number];

export interface Customer {
  /** Unique within a population, the same for the same place in it: `c00017`. */
  key: string;
  seed: string;
  name: string;
  language: 'en' | 'zh';
  email: string;
  /** E.164, of the North American numbers kept for fiction (555-0100 to 555-0199). */
  phone: string | null;
  joinedAt: Date;
  segment: Segment;
  /** Mean order value in minor units of EUR. */
  orderValue: number;
  /** Purchases a day while the customer is alive: gamma distributed, as in the BG/NBD model. */
  purchaseRate: number;
  /** Chance to leave after a purchase that went well enough: beta distributed, as in the BG/NBD model. */
  dropout: number;
  style: Style;
  /** 0 leaves at the first trouble, 1 forgives a lot. */
  patience: number;
  /** The driver of satisfaction that counts double for this customer. */
  driver: Driver;
  channels: Readonly<Record<Channel, number>>;
  /** Shaped by hand so that every population, however small, has a complaint in trouble at its end. */
  inTrouble: boolean;
  /** An organisation, with an account plan. */
  enterprise: boolean;
}

export interface PopulationOptions {
  customers: number;
  from: Date;
  to: Date;
}

/** Area codes whose 555-01xx lines are kept for fiction. */
const AREA_CODES = [
  201, 202, 206, 210, 212, 213, 214, 215, 216, 225, 231, 240, 253, 267, 281, 301, 303, 305, 310, 312, 313, 314, 315,
  316, 317, 320, 330, 336, 347, 352, 360, 385, 401, 404, 405, 407, 410, 412, 413, 414,
] as const;
const VALUE_OF: Record<Segment, number> = { diamond: 4, gold: 2.2, silver: 1.3, other: 0.8 };
const RATE_OF: Record<Segment, number> = { diamond: 2, gold: 1.6, silver: 1.2, other: 0.85 };

/** Customers who join between two moments. The nth customer is the same whatever the size of the population. */
export function population(seed: string | number, options: PopulationOptions): Customer[] {
  return Array.from({ length: options.customers }, (_, index) => customer(String(seed), index, options));
}

function customer(seed: string, index: number, { from, to }: PopulationOptions): Customer {
  const key = `c${String(index + 1).padStart(5, '0')}`;
  const random = createRandom(`${seed}/${key}/who`);
  const { name, latin, language } = person(random);
  const inTrouble = index % 400 === 0;
  const enterprise = index % 200 === 100;
  const segment = random.weighted({ diamond: 0.02, gold: 0.08, silver: 0.25, other: 0.65 }, 'other');
  const span = to.getTime() - from.getTime();
  const joinedAfter = inTrouble ? span * 0.1 : span * 0.97 * random.uniform() ** 1.7;
  return {
    key,
    seed,
    name: enterprise ? `${name}${language === 'zh' ? '商贸' : ' Ltd'}` : name,
    language,
    email:
      `${latin}.s${seed.replaceAll(/[^a-z0-9]/gi, '')}${key}@example.${language === 'zh' ? 'org' : 'com'}`.toLowerCase(),
    phone: random.chance(0.7) ? phone(index) : null,
    joinedAt: new Date(Math.floor((from.getTime() + joinedAfter) / 1000) * 1000),
    segment,
    orderValue: Math.round(6_500 * VALUE_OF[segment] * random.gamma(6, 6)),
    purchaseRate: RATE_OF[segment] * random.gamma(1.6, 64) + 0.002,
    dropout: random.beta(0.9, 9),
    style: random.weighted(
      { analytical: 0.24, amiable: 0.27, driver: 0.22, expressive: 0.2, balanced: 0.07 },
      'balanced',
    ),
    patience: random.beta(3, 2.2),
    driver: random.weighted({ core: 0.14, support: 0.16, technical: 0.16, people: 0.28, emotion: 0.26 }, 'people'),
    channels: channelMix(random, language),
    inTrouble,
    enterprise,
  };
}

function person(random: Random): { name: string; latin: string; language: 'en' | 'zh' } {
  if (random.chance(0.22)) {
    const [family, familyLatin] = random.pick(chinese.family);
    const [given, givenLatin] = random.pick(chinese.given);
    return { name: `${family}${given}`, latin: `${givenLatin}.${familyLatin}`, language: 'zh' };
  }
  const given = random.pick(english.given);
  const family = random.pick(english.family);
  return { name: `${given} ${family}`, latin: `${given}.${family}`, language: 'en' };
}

function phone(index: number): string | null {
  const area = AREA_CODES[Math.floor(index / 100)];
  return area === undefined ? null : `+1${area}55501${String(index % 100).padStart(2, '0')}`;
}

/** A person keeps to two or three channels: a Dirichlet draw around the shop's overall mix. */
function channelMix(random: Random, language: 'en' | 'zh'): Record<Channel, number> {
  const app = language === 'zh' ? 3 : 1.2;
  const base: Record<Channel, number> = {
    web: 2.2,
    app,
    phone: 1.6,
    chat: 0.9,
    email: 1.3,
    branch: 0.8,
    social: 0.25,
    letter: 0.15,
  };
  const mix = { ...base };
  for (const channel of CHANNELS) mix[channel] = random.gamma(base[channel], 1);
  return mix;
}

/** To the whole second. */
export const daysAfter = (moment: Date, days: number): Date =>
  new Date(moment.getTime() + Math.round(days * 86_400) * 1000);
