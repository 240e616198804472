import { Inject, Injectable } from '@nestjs/common';
import type { Messaging } from '@rapport/messaging';
import { Fresh, MESSAGING } from '@rapport/service-kit';
import type { HouseRules } from '../domain/house-clock.ts';

const FRESH_MS = 5_000;

/** Reference data as commands need it, looked up at once. */
export interface Reference {
  /** The house's rules in force at an instant. */
  rulesAt(at: string): HouseRules;
  /** What is odd about a cause or channel: an unknown one is accepted and flagged. */
  flagsOf(facts: { readonly cause: string; readonly channel: string }): string[];
}

interface Rows {
  readonly rules: readonly { readonly validFrom: number; readonly rules: HouseRules }[];
  readonly causes: readonly string[];
  readonly channels: readonly string[];
}

/** Reads the reference tables, at most every five seconds. */
@Injectable()
export class ReferenceData {
  readonly #messaging: Messaging;
  readonly #parsed = new Map<number, HouseRules>();
  readonly #kept = new Fresh<Reference>(FRESH_MS);

  constructor(@Inject(MESSAGING) messaging: Messaging) {
    this.#messaging = messaging;
  }

  current(): Promise<Reference> {
    return this.#kept.get(() => this.#read());
  }

  async #read(): Promise<Reference> {
    const { rows } = await this.#messaging.pool.query<Rows>(
      `select (select json_agg(json_build_object('validFrom', greatest(extract(epoch from valid_from) * 1000, -1e15),
                'rules', rules) order by valid_from) from app.house_rules) as rules,
         (select json_agg(code) from app.causes where version = (select max(version) from app.causes)) as causes,
         (select json_agg(code) from app.channels) as channels`,
    );
    const [{ rules, causes, channels } = { rules: [], causes: [], channels: [] }] = rows;
    // One object a version: the business clock remembers each calendar's days.
    const versions = rules.map(row => ({ ...row, rules: this.#remembered(row.rules) }));
    return {
      rulesAt: at => ruleAt(versions, Date.parse(at)),
      flagsOf: ({ cause, channel }) => [
        ...(causes.includes(cause) ? [] : ['unknownCause']),
        ...(channels.includes(channel) ? [] : ['unknownChannel']),
      ],
    };
  }

  #remembered(rules: HouseRules): HouseRules {
    const known = this.#parsed.get(rules.version) ?? rules;
    this.#parsed.set(rules.version, known);
    return known;
  }
}

function ruleAt(versions: Rows['rules'], at: number): HouseRules {
  const inForce = versions.findLast(({ validFrom }) => validFrom <= at) ?? versions[0];
  if (!inForce) throw new Error('there are no house rules');
  return inForce.rules;
}
