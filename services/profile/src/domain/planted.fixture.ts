import { createRandom, population, type Random } from '@rapport/simulator';
import type { Comparable } from './duplicate.ts';

/** How the second record of somebody came to differ from the first. */
export const SLIPS = [
  'letterWrongInEmail',
  'otherProvider',
  'taggedEmail',
  'phoneAndShortName',
  'phoneAndNameTyped',
  'digitWrongInPhone',
  'phoneAlone',
  'birthdayAndNameTyped',
  'emailAndNameTyped',
  'digitWrongAndShortName',
  'phoneAndMarriedName',
  'nameAlone',
] as const;
export type Slip = (typeof SLIPS)[number];

export interface Planted {
  readonly records: ReadonlyMap<string, Comparable>;
  /** Pairs of records of one person, as `<first>/<second>`, with how they differ. */
  readonly pairs: ReadonlyMap<string, Slip>;
}

const PROVIDERS = ['example.com', 'example.org', 'example.net', 'post.example', 'box.example'];
const DAY_MS = 86_400_000;
const WITH_SECOND_RECORD = 0.08;
const IN_HOUSEHOLD = 0.05;

/** People of the simulator with addresses as people choose them: their name, and a number where it is taken. */
export function planted(seed: string, customers: number): Planted {
  const random = createRandom(`${seed}/planted`);
  const taken = new Map<string, number>();
  const records = new Map<string, Comparable>();
  const phones = new Map<string, string[]>();
  const pairs = new Map<string, Slip>();
  for (const { key, name, email } of population(seed, { customers, from: new Date(0), to: new Date(DAY_MS) })) {
    const latin = email.replace(/\.s[a-z0-9]*@.*$/, '');
    const person = personOf(random, name, latin, taken, phones);
    records.set(key, person);
    if (!random.chance(WITH_SECOND_RECORD)) continue;
    const slip = random.pick(SLIPS.filter(each => NEEDS[each](person)));
    records.set(`${key}b`, SECOND[slip](person, random));
    pairs.set(`${key}/${key}b`, slip);
  }
  return { records, pairs };
}

/** Some give the telephone of their household, which is that of somebody else of their family too. */
function personOf(
  random: Random,
  name: string,
  latin: string,
  taken: Map<string, number>,
  phones: Map<string, string[]>,
): Comparable {
  const domain = random.pick(PROVIDERS);
  const before = taken.get(`${latin}@${domain}`) ?? 0;
  taken.set(`${latin}@${domain}`, before + 1);
  const born = new Date(Date.UTC(1940, 0, 1) + random.integer(0, 65 * 365) * DAY_MS);
  return {
    partyType: 'individual',
    name,
    emails: random.chance(0.8) ? [`${latin}${before === 0 ? '' : before + 1}@${domain}`] : [],
    phones: random.chance(0.7) ? [phoneOfFamily(familyOf(name), phones, random)] : [],
    birthday: random.chance(0.3) ? born.toISOString().slice(0, 10) : null,
  };
}

const familyOf = (name: string): string => name.split(' ')[1] ?? name.slice(0, 1);

function phoneOfFamily(family: string, phones: Map<string, string[]>, random: Random): string {
  const known = phones.get(family) ?? [];
  if (known.length > 0 && random.chance(IN_HOUSEHOLD)) return random.pick(known);
  const own = phoneOf(random);
  phones.set(family, [...known, own]);
  return own;
}

const phoneOf = (random: Random): string =>
  `+1${random.integer(201, 989)}555${String(random.integer(0, 9999)).padStart(4, '0')}`;

type Second = (person: Comparable, random: Random) => Comparable;

const only = (person: Comparable, changes: Partial<Comparable>): Comparable => ({
  ...person,
  emails: [],
  phones: [],
  birthday: null,
  ...changes,
});

const SECOND: Readonly<Record<Slip, Second>> = {
  letterWrongInEmail: (person, random) =>
    only(person, {
      emails: person.emails.map(email => mistyped(email, random, /[a-z]/, 'abcdefghijklmnopqrstuvwxyz')),
    }),
  otherProvider: person => only(person, { emails: person.emails.map(email => email.replace(/@.*/, '@home.example')) }),
  taggedEmail: (person, random) =>
    only(person, {
      name: reordered(person.name),
      emails: person.emails.map(email => email.replace('@', random.chance(0.5) ? '+shop@' : '.@').replace('.@', '@')),
    }),
  phoneAndShortName: person => only(person, { name: shortened(person.name), phones: person.phones }),
  phoneAndNameTyped: (person, random) => only(person, { name: nameTyped(person.name, random), phones: person.phones }),
  digitWrongInPhone: (person, random) =>
    only(person, { phones: person.phones.map(phone => mistyped(phone, random, /\d/, '0123456789')) }),
  phoneAlone: person => only(person, { name: null, phones: person.phones }),
  birthdayAndNameTyped: (person, random) =>
    only(person, { name: nameTyped(person.name, random), birthday: person.birthday }),
  emailAndNameTyped: (person, random) =>
    only(person, {
      name: nameTyped(person.name, random),
      emails: person.emails.map(email => mistyped(email, random, /[a-z]/, 'abcdefghijklmnopqrstuvwxyz')),
    }),
  digitWrongAndShortName: (person, random) =>
    only(person, {
      name: shortened(person.name),
      phones: person.phones.map(phone => mistyped(phone, random, /\d/, '0123456789')),
    }),
  phoneAndMarriedName: person =>
    only(person, { name: person.name && person.name.replace(/ .*$/, ' Kowalska'), phones: person.phones }),
  nameAlone: (person, random) => only(person, { phones: [phoneOf(random)] }),
};

/** One slip of the hand at a letter that `where` allows, before any @ and after the country code. */
function mistyped(text: string, random: Random, where: RegExp, letters: string): string {
  const end = text.includes('@') ? text.indexOf('@') : text.length;
  const start = text.startsWith('+') ? 2 : 0;
  const places = [...text].flatMap((letter, n) => (n >= start && n < end && where.test(letter) ? [n] : []));
  const at = random.pick(places);
  const [before, here, next, after] = [text.slice(0, at), text[at], text[at + 1] ?? '', text.slice(at + 1)];
  const kind = random.integer(0, text.startsWith('+') ? 1 : 3);
  if (kind === 1 && at + 1 < end && next !== here) return `${before}${next}${here}${text.slice(at + 2)}`;
  if (kind === 2) return `${before}${after}`;
  if (kind === 3) return `${before}${here}${here}${after}`;
  return `${before}${random.pick([...letters].filter(letter => letter !== here))}${after}`;
}

/** What the first record must have, for the second to differ in that way. */
const NEEDS: Readonly<Record<Slip, (person: Comparable) => boolean>> = {
  letterWrongInEmail: ({ emails }) => emails.length > 0,
  otherProvider: ({ emails }) => emails.length > 0,
  taggedEmail: ({ emails }) => emails.length > 0,
  phoneAndShortName: ({ phones }) => phones.length > 0,
  phoneAndNameTyped: ({ phones }) => phones.length > 0,
  digitWrongInPhone: ({ phones }) => phones.length > 0,
  phoneAlone: ({ phones }) => phones.length > 0,
  birthdayAndNameTyped: ({ birthday }) => birthday !== null,
  emailAndNameTyped: ({ emails }) => emails.length > 0,
  digitWrongAndShortName: ({ phones }) => phones.length > 0,
  phoneAndMarriedName: ({ name, phones }) => phones.length > 0 && (name ?? '').includes(' '),
  nameAlone: () => true,
};

const reordered = (name: string | null): string | null => name && name.toLowerCase().split(' ').reverse().join(', ');

const shortened = (name: string | null): string | null => name && name.replace(/^(\w)\w+ /, '$1. ');

const nameTyped = (name: string | null, random: Random): string | null =>
  name && name.length > 3 ? mistyped(name, random, /[a-z]/, 'abcdefghijklmnopqrstuvwxyz') : name;
