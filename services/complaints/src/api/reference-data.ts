import { Inject, Injectable } from '@nestjs/common';
import type { Messaging } from '@rapport/messaging';
import { Fresh, MESSAGING } from '@rapport/service-kit';
import { calendarAt, type CalendarVersion } from '../domain/calendar.ts';
import type { HouseRules } from '../domain/house-clock.ts';

const FRESH_MS = 5_000;

/** Reference data as commands need it, looked up at once. */
export interface Reference {
  /** The house's rules in force at an instant, with their calendar as it was in force then. */
  rulesAt(at: string): HouseRules;
  /** What is odd about a cause or channel: an unknown one is accepted and flagged. */
  flagsOf(facts: { readonly cause: string; readonly channel: string }): string[];
  /** The kinds of promises that may be given. */
  readonly promiseKinds: readonly string[];
}

/** A version of the rules as it is kept: with the code of a calendar. */
type Kept = Pick<HouseRules, 'version' | 'hours' | 'factors' | 'callBacks'> & { readonly calendar: string };

interface Rows {
  readonly rules: readonly { readonly validFrom: number; readonly rules: Kept }[];
  readonly calendars: readonly (Omit<CalendarVersion, 'validFrom'> & { readonly validFrom: number | null })[];
  readonly causes: readonly string[];
  readonly channels: readonly string[];
  readonly promiseKinds: readonly string[];
}

const READ = `
select (select json_agg(json_build_object('validFrom', greatest(extract(epoch from valid_from) * 1000, -1e15),
         'rules', rules) order by valid_from, version) from app.house_rules) as rules,
  (select json_agg(c) from (
     select code, version, extract(epoch from valid_from) * 1000 as "validFrom", form from app.calendars
     union all select code, 0, null, form from app.house_calendars) c) as calendars,
  (select json_agg(code) from app.causes where version = (select max(version) from app.causes)) as causes,
  (select json_agg(code) from app.channels) as channels,
  (select json_agg(code order by place) from app.promise_kinds
   where version = (select max(version) from app.promise_kinds)) as "promiseKinds"`;

const NONE: Rows = { rules: [], calendars: [], causes: [], channels: [], promiseKinds: [] };

/** Reads the reference tables, at most every five seconds. */
@Injectable()
export class ReferenceData {
  readonly #messaging: Messaging;
  readonly #known = new Map<string, CalendarVersion>();
  readonly #kept = new Fresh<Reference>(FRESH_MS);

  constructor(@Inject(MESSAGING) messaging: Messaging) {
    this.#messaging = messaging;
  }

  current(): Promise<Reference> {
    return this.#kept.get(() => this.#read());
  }

  async #read(): Promise<Reference> {
    const { rows } = await this.#messaging.pool.query<Rows>(READ);
    const [{ rules, causes, channels, promiseKinds, ...told } = NONE] = rows;
    const calendars = told.calendars.map(({ validFrom, ...calendar }) =>
      // What was there before the catalogue holds before every instant.
      this.#remembered({ ...calendar, validFrom: validFrom === null ? '' : new Date(validFrom).toISOString() }),
    );
    return {
      promiseKinds,
      rulesAt: at => ruleAt(rules, calendars, at),
      flagsOf: ({ cause, channel }) => [
        ...(causes.includes(cause) ? [] : ['unknownCause']),
        ...(channels.includes(channel) ? [] : ['unknownChannel']),
      ],
    };
  }

  /** One object a version: the business clock remembers each calendar's days. */
  #remembered(calendar: CalendarVersion): CalendarVersion {
    const key = `${calendar.code} ${calendar.version}`;
    const known = this.#known.get(key) ?? calendar;
    this.#known.set(key, known);
    return known;
  }
}

function ruleAt(versions: Rows['rules'], calendars: readonly CalendarVersion[], at: string): HouseRules {
  const inForce = versions.findLast(({ validFrom }) => validFrom <= Date.parse(at)) ?? versions[0];
  if (!inForce) throw new Error('there are no house rules');
  const { calendar: code, ...rules } = inForce.rules;
  const calendar = calendarAt(calendars, code, at);
  if (!calendar) throw new Error(`the house rules name a calendar that is not there: ${code}`);
  const named = versions.map(each => ({
    validFrom: new Date(each.validFrom).toISOString(),
    code: each.rules.calendar,
  }));
  return { ...rules, calendar, calendars, named };
}
