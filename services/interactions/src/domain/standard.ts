import type { CONDUCT_KINDS, CONTACT_TYPES, STANDARD_MEASURES, STANDARD_UNITS } from '@rapport/contracts';
import type { Calendar } from '@rapport/business-time';
import type { ENQUIRY_RATE, HANDLING_TIME, PERIODS, Rhythm } from './rhythm-measures.ts';

export type Measure = (typeof STANDARD_MEASURES)[number];
export type ConductKind = (typeof CONDUCT_KINDS)[number];
export type Unit = (typeof STANDARD_UNITS)[number];

/** What is promised to whom: absent is any. */
export interface Promised {
  readonly valueClass?: string;
  readonly type?: (typeof CONTACT_TYPES)[number];
  readonly limit: number;
}

/** A service standard as an administrator writes it. */
export interface StandardForm {
  readonly name: { readonly en: string; readonly zh: string };
  /** One that is off measures nothing. */
  readonly on: boolean;
  readonly measure: Measure | ConductKind | Rhythm | typeof HANDLING_TIME | typeof ENQUIRY_RATE;
  readonly channels?: readonly string[];
  /** In order: the first that fits counts; whom none fits, nothing is promised. */
  readonly limits: readonly Promised[];
  readonly unit: Unit | 'share';
  /** Code of a calendar: business hours pass by it, periods begin by it. */
  readonly calendar?: string;
  /** The share of the time after which it warns. */
  readonly warnAfter?: number;
  /** The share that is to meet it. */
  readonly target: number;
  /** The share that may give up waiting. */
  readonly withdrawnAtMost?: number;
  /** Of conduct: what has to be looked at, all of it. */
  readonly items?: readonly string[];
  /** The period that the limit is for: of a rhythm as the least, of handling time as the median, of enquiries as the share of the one before. */
  readonly per?: (typeof PERIODS)[number];
  /** Of enquiries: the types of contact that are ones. */
  readonly types?: readonly (typeof CONTACT_TYPES)[number][];
  /** Of a rhythm: the places or teams that it is promised for; absent is each that was heard of before. */
  readonly whose?: readonly string[];
}

export interface Versioned<Form> {
  readonly code: string;
  readonly version: number;
  readonly validFrom: string;
  readonly form: Form;
}
export type Standard = Versioned<StandardForm>;

/** All versions that there are, of calendars and standards. */
export interface Rules {
  readonly standards: readonly Standard[];
  readonly calendars: readonly Versioned<Calendar>[];
}

export interface Kept {
  readonly measure: StandardForm['measure'];
  readonly channel?: string | undefined;
  readonly valueClass?: string | undefined;
  readonly type?: string | undefined;
}

/** Of each code the version in force then: of those whose time has come, the highest. */
export function inForce<Version extends Versioned<unknown>>(all: readonly Version[], at: string): Version[] {
  const now = new Map<string, Version>();
  for (const one of all) {
    const other = now.get(one.code);
    if (one.validFrom <= at && (other === undefined || other.version < one.version)) now.set(one.code, one);
  }
  return [...now.values()];
}

/** The standard that holds, with its limit and which of its limits that is: one that names the channel before one for any, then by code. */
export function holding(
  standards: readonly Standard[],
  { measure, channel, valueClass, type }: Kept,
): { readonly standard: Standard; readonly limit: number; readonly place: number } | undefined {
  const found = standards.flatMap(standard => {
    const { form } = standard;
    if (!form.on || form.measure !== measure) return [];
    if (form.channels && !form.channels.some(each => each === channel)) return [];
    const place = form.limits.findIndex(
      each => (each.valueClass ?? valueClass) === valueClass && (each.type ?? type) === type,
    );
    const promised = form.limits[place];
    return promised ? [{ standard, limit: promised.limit, place }] : [];
  });
  const rank = ({ standard }: { readonly standard: Standard }): string =>
    `${standard.form.channels ? 0 : 1} ${standard.code}`;
  return found.sort((a, b) => (rank(a) < rank(b) ? -1 : 1))[0];
}
