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

interface Contact {
  readonly channel: string;
  readonly type: string;
  readonly function?: string | undefined;
}

/** One version of the catalogue, for looking up while commands are made. */
export interface CatalogueVersion {
  readonly all: readonly Channel[];
  of(contact: Contact): ChannelFacts;
}

export interface Channels {
  /** Those in force. */
  readonly all: readonly Channel[];
  /** By the catalogue of when it took place, by the first where it is older: told late, a contact is judged by what held then. */
  of(contact: Contact & { readonly occurredAt?: string | undefined }): ChannelFacts;
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

async function read(pool: Messaging['pool']): Promise<Channels> {
  const { rows: versions } = await pool.query<{ version: number; validFrom: Date }>(
    `select version, valid_from as "validFrom" from app.channel_versions order by version desc`,
  );
  const { rows: channels } = await pool.query<Channel>(`select ${CHANNEL} from app.channels order by place`);
  const { rows: needs } = await pool.query<{ version: number; type: string; function: string }>(
    `select version, contact_type as type, function from app.contact_functions`,
  );
  return byTime(
    versions.map(({ version, validFrom }) => {
      const functionOfType = needs
        .filter(need => need.version === version)
        .map(need => [need.type, need.function] as const);
      const all = channels.filter(channel => channel.version === version);
      return { validFrom, ...channelsOf(all, new Map(functionOfType)) };
    }),
  );
}

/** The versions, newest first, as one catalogue. */
function byTime(versions: readonly (CatalogueVersion & { readonly validFrom: Date })[]): Channels {
  const at = (time: Date): CatalogueVersion => {
    const found = versions.find(({ validFrom }) => validFrom <= time) ?? versions.at(-1);
    if (found === undefined) throw new Error('there is no version of the channel catalogue');
    return found;
  };
  return {
    get all() {
      return at(new Date()).all;
    },
    of: contact => at(contact.occurredAt === undefined ? new Date() : new Date(contact.occurredAt)).of(contact),
  };
}

/** A function that the channel's matrix says nothing about is not held against it; an unconfirmed one is. */
export function channelsOf(all: readonly Channel[], functionOfType: ReadonlyMap<string, string>): CatalogueVersion {
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
