import type { PARTY_TYPES } from '@rapport/contracts';
import type { DuplicateRules, Finding } from './identity-rules.ts';
import { isOneSlip, jaroWinkler } from './similarity.ts';

/** What of a record is compared with others. Identifiers are normalised, those that identify nobody left out. */
export interface Comparable {
  readonly partyType: (typeof PARTY_TYPES)[number];
  readonly name: string | null;
  readonly emails: readonly string[];
  readonly phones: readonly string[];
  /** ISO day. */
  readonly birthday: string | null;
}

/** A finding with its bits of evidence, for a person to see. */
export interface Reason {
  readonly finding: Finding;
  readonly bits: number;
}

const NEAR_WORD = 0.92;
const OTHER_WORD = 0.8;
const INITIAL = 0.9;
const SHORT_WORD = 3;
const LATIN = /[a-z]/;

/** How likely two records are one party, 0 to 1, and what speaks for and against it. */
export function judged(
  one: Comparable,
  other: Comparable,
  rules: DuplicateRules,
): { score: number; reasons: Reason[] } {
  const reasons = findings(one, other).map(finding => ({ finding, bits: rules.bits[finding] }));
  const bits = reasons.reduce((sum, reason) => sum + reason.bits, rules.prior);
  return { score: 1 / (1 + 2 ** -bits), reasons };
}

function findings(one: Comparable, other: Comparable): Finding[] {
  const words = [one, other].flatMap(({ name }) => (name === null ? [] : wordsOf(name)));
  const found = [
    names(one.name, other.name),
    emails(one.emails, other.emails, words),
    phones(one.phones, other.phones),
  ];
  if (one.birthday !== null && other.birthday !== null) {
    found.push(one.birthday === other.birthday ? 'sameBirthday' : 'otherBirthday');
  }
  if (one.partyType !== other.partyType) found.push('otherPartyType');
  return found.filter(finding => finding !== undefined);
}

/** The words of a name in any order, without marks and signs, in lower case. */
export const wordsOf = (name: string): string[] =>
  name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter(word => word !== '')
    .sort();

function names(one: string | null, other: string | null): Finding | undefined {
  if (one === null || other === null) return undefined;
  const [short = [], long = []] = [wordsOf(one), wordsOf(other)].sort((a, b) => a.length - b.length);
  if (short.length === 0 || LATIN.test(short.join('')) !== LATIN.test(long.join(''))) return undefined;
  if (short.join(' ') === long.join(' ')) return 'sameName';
  const pairs = paired(short, long);
  if (pairs.some(([word, match]) => !isNearWord(word, match) && jaroWinkler(word, match) < OTHER_WORD))
    return 'otherName';
  // A name that has more words is another's as well as not, unless two words of it are the same.
  const near = pairs.every(([word, match]) => isNearWord(word, match));
  return near && short.length + 1 >= long.length && long.length > 1 && short.length > 1 ? 'nearName' : undefined;
}

/** Each word with the one of the other name that is most like it. */
function paired(words: readonly string[], others: readonly string[]): [string, string][] {
  const left = [...others];
  return words
    .toSorted((a, b) => b.length - a.length)
    .map(word => {
      const closest = left.reduce(
        (best, each) => (likeness(word, each) > likeness(word, best) ? each : best),
        left[0] ?? '',
      );
      left.splice(left.indexOf(closest), 1);
      return [word, closest];
    });
}

const likeness = (word: string, other: string): number => (isInitial(word, other) ? INITIAL : jaroWinkler(word, other));

/** One slip in a word of letters; in writings where a word is a name, a sign more or less is another name. */
const isNearWord = (word: string, other: string): boolean =>
  word === other ||
  isInitial(word, other) ||
  (LATIN.test(word) && Math.min(word.length, other.length) >= SHORT_WORD && isOneSlip(word, other)) ||
  (LATIN.test(word) && jaroWinkler(word, other) >= NEAR_WORD);

const isInitial = (word: string, other: string): boolean =>
  (word.length === 1 && other.startsWith(word)) || (other.length === 1 && word.startsWith(other));

export interface Address {
  readonly domain: string;
  /** Without what follows a plus, and without dots. */
  readonly box: string;
  readonly digits: string;
}

export function addressOf(email: string): Address {
  const at = email.lastIndexOf('@');
  const box = email.slice(0, at).replace(/\+.*$/, '').replaceAll(/[._-]/g, '');
  return { domain: email.slice(at + 1), box, digits: box.replaceAll(/\D/g, '') };
}

/** So short a box, such as info or sales, says little on another domain. */
export const SHORT_BOX = 5;

function emails(ones: readonly string[], others: readonly string[], words: readonly string[]): Finding | undefined {
  return closest(
    ones,
    others,
    ['sameEmail', 'sameMailbox', 'nearEmail', 'sameEmailName'],
    'otherEmail',
    (one, other) => {
      if (one === other) return 'sameEmail';
      const [a, b] = [addressOf(one), addressOf(other)];
      if (a.box === b.box) {
        if (a.domain === b.domain) return 'sameMailbox';
        if (isOneSlip(a.domain, b.domain)) return 'nearEmail';
        return a.box.length < SHORT_BOX || isNameOnly(a.box, words) ? 'unclear' : 'sameEmailName';
      }
      if (a.domain !== b.domain || !isOneSlip(a.box, b.box)) return undefined;
      // Another number is no slip: of two people of one name the second gets one.
      return a.digits === b.digits ? 'nearEmail' : 'unclear';
    },
  );
}

const TELLING = 3;

/**
 * Whether an address says no more than the name does: with another provider it is anybody's of that name. Of names in other
 * letters than those of addresses only a number tells.
 */
function isNameOnly(box: string, words: readonly string[]): boolean {
  const longestFirst = words.filter(word => word.length > 1).toSorted((a, b) => b.length - a.length);
  const left = longestFirst.reduce((rest, word) => rest.replace(word, ''), box);
  const telling = words.some(word => LATIN.test(word)) ? left : left.replaceAll(/\D/g, '');
  return telling.length < TELLING;
}

function phones(ones: readonly string[], others: readonly string[]): Finding | undefined {
  return closest(ones, others, ['samePhone', 'nearPhone'], 'otherPhone', (one, other) => {
    if (one === other) return 'samePhone';
    return isOneSlip(one, other) ? 'nearPhone' : undefined;
  });
}

/** The best of what any two of them show, in the order given; `none` where all are different. */
function closest(
  ones: readonly string[],
  others: readonly string[],
  order: readonly Finding[],
  none: Finding,
  compare: (one: string, other: string) => Finding | 'unclear' | undefined,
): Finding | undefined {
  if (ones.length === 0 || others.length === 0) return undefined;
  const shown = new Set(ones.flatMap(one => others.map(other => compare(one, other))));
  return order.find(finding => shown.has(finding)) ?? (shown.has('unclear') ? undefined : none);
}
