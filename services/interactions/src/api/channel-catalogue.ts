import { Inject, Injectable } from '@nestjs/common';
import type { Messaging } from '@rapport/messaging';
import { Fresh, MESSAGING } from '@rapport/service-kit';
import type { ChannelFacts } from '../domain/interaction.ts';

export type Offer = 'yes' | 'no' | 'unconfirmed';

/** A row of the channel catalogue. */
export interface Channel {
  readonly code: string;
  readonly version: number;
  readonly catalogue: string;
  readonly functions: Readonly<Record<string, Offer>>;
  readonly hours: string;
  readonly traits: Readonly<Record<string, string | boolean>>;
  readonly weak: readonly string[];
  readonly strong: readonly string[];
  /** Of one contact; null where it is not known. */
  readonly cost: { readonly minor: number; readonly currency: string } | null;
}

export const CHANNEL = 'code, version, catalogue, functions, hours, traits, weak, strong, cost';

/** The catalogue in force, for looking up while commands are made. */
export interface Channels {
  readonly all: readonly Channel[];
  of(contact: {
    readonly channel: string;
    readonly type: string;
    readonly function?: string | undefined;
  }): ChannelFacts;
}

const FRESH_MS = 30_000;

/** Reads the catalogue's tables, and keeps what it read for half a minute: every recorded interaction looks into it. */
@Injectable()
export class ChannelCatalogue {
  readonly #pool: Messaging['pool'];
  readonly #kept = new Fresh<Channels>(FRESH_MS);

  constructor(@Inject(MESSAGING) messaging: Messaging) {
    this.#pool = messaging.pool;
  }

  current(): Promise<Channels> {
    return this.#kept.get(() => read(this.#pool));
  }

  forget(): void {
    this.#kept.clear();
  }
}

const IN_FORCE = `(select version from app.channel_versions where valid_from <= now() order by version desc limit 1)`;

async function read(pool: Messaging['pool']): Promise<Channels> {
  const { rows } = await pool.query<Channel>(
    `select ${CHANNEL} from app.channels where version = ${IN_FORCE} order by place`,
  );
  const needs = await pool.query<{ type: string; function: string }>(
    `select contact_type as type, function from app.contact_functions where version = ${IN_FORCE}`,
  );
  return channelsOf(rows, new Map(needs.rows.map(need => [need.type, need.function])));
}

/** A function that the channel's matrix says nothing about is not held against it; an unconfirmed one is. */
export function channelsOf(all: readonly Channel[], functionOfType: ReadonlyMap<string, string>): Channels {
  const byCode = new Map(all.map(channel => [channel.code, channel]));
  return {
    all,
    of({ channel, type, function: wanted = functionOfType.get(type) }) {
      const found = byCode.get(channel);
      const offer = wanted === undefined ? undefined : found?.functions[wanted];
      const facts = { known: found !== undefined, offersFunction: offer === undefined || offer === 'yes' };
      return found?.cost ? { ...facts, cost: found.cost } : facts;
    },
  };
}
