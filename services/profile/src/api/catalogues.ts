import { Inject, Injectable } from '@nestjs/common';
import { DomainError } from '@rapport/decider';
import { ConflictError, transaction, type Messaging, type Tx } from '@rapport/messaging';
import { Fresh, malformed, MESSAGING } from '@rapport/service-kit';
import type { Static, TSchema } from 'typebox';
import type { CatalogueKind } from './catalogue-kinds.ts';
import { isOfOurTime } from './days.ts';

/** One version of a catalogue. Instants in ISO 8601 UTC. */
export interface Version<Content> {
  readonly version: number;
  readonly validFrom: string;
  readonly publishedAt: string;
  /** The actor; null for what came with the product. */
  readonly publishedBy: string | null;
  /** Why it was made, where its maker had to say. */
  readonly reason: string | null;
  readonly content: Content;
}

interface Publication<Content> {
  readonly content: Content;
  readonly validFrom: string | undefined;
  readonly actor: string;
  /** Refused where another version has become the last meanwhile. */
  readonly expectedVersion: number | undefined;
  readonly reason?: string;
  /** What has to follow from it, in the same transaction. */
  readonly also?: (tx: Tx) => Promise<void>;
}

type Published = Omit<Version<never>, 'content'>;

const FRESH_MS = 10_000;
/** More than there are catalogues. */
const MOST_KEPT = 100;
const LATE_MS = 60_000;

const COLUMNS = `version, to_char(valid_from at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as "validFrom",
  to_char(published_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as "publishedAt",
  published_by as "publishedBy", reason`;

const INSERT = `insert into app.catalogue (catalogue, version, valid_from, published_by, content, reason)
  select $1, last + 1, coalesce($2, date_trunc('milliseconds', now())), $3, $4, $6
  from (select coalesce(max(version), 0) as last from app.catalogue where catalogue = $1) l
  where $5::integer is null or last = $5
  on conflict do nothing returning ${COLUMNS}`;

/** The catalogues as they are in force: their versions are kept for some seconds, since every command looks into them. */
@Injectable()
export class Catalogues {
  readonly #messaging: Messaging;
  readonly #kept = new Fresh<readonly Version<unknown>[]>(FRESH_MS, MOST_KEPT);

  constructor(@Inject(MESSAGING) messaging: Messaging) {
    this.#messaging = messaging;
  }

  /** The version that was in force at that instant, and now where none is given. */
  async inForce<Content extends TSchema>(
    kind: CatalogueKind<Content>,
    at = new Date().toISOString(),
  ): Promise<Version<Static<Content>>> {
    const found = (await this.#rows(kind)).findLast(({ validFrom }) => validFrom <= at);
    if (!found) throw new Error(`no version of the catalogue ${kind.name} was in force at ${at}`);
    return checked(kind, found);
  }

  async version<Content extends TSchema>(
    kind: CatalogueKind<Content>,
    version: number,
  ): Promise<Version<Static<Content>> | undefined> {
    const found = (await this.#rows(kind)).find(each => each.version === version);
    return found && checked(kind, found);
  }

  /** All versions, the oldest first. */
  async versions<Content extends TSchema>(kind: CatalogueKind<Content>): Promise<readonly Version<Static<Content>>[]> {
    return (await this.#rows(kind)).map(row => checked(kind, row));
  }

  /** Adds a version; those before stay as they are. */
  async publish<Content extends TSchema>(
    kind: CatalogueKind<Content>,
    { content, validFrom, actor, expectedVersion, reason, also }: Publication<Static<Content>>,
  ): Promise<Published> {
    const faults = kind.faults(content);
    if (faults.length > 0) throw malformed('body', faults);
    const from = validFrom === undefined ? null : new Date(validFrom);
    if (from !== null && !isOfOurTime(from)) {
      throw malformed('body', [{ pointer: '/validFrom', message: 'is not a time of our calendar from 1900 to 2999' }]);
    }
    if (from !== null && from.getTime() < Date.now() - LATE_MS) {
      throw new DomainError(
        'time-order',
        'A version is valid from now on or later: what was recorded stays as it was.',
      );
    }
    const values = [kind.name, from?.toISOString() ?? null, actor, JSON.stringify(content), expectedVersion, reason];
    const added = await transaction(this.#messaging.pool, async tx => {
      const { rows } = await tx.query<Published>(INSERT, values);
      if (rows[0]) await also?.(tx);
      return rows[0];
    });
    this.#kept.clear();
    if (added) return added;
    throw new ConflictError(
      'another version was published',
      expectedVersion === undefined ? undefined : 'precondition-failed',
    );
  }

  #rows({ name }: { readonly name: string }): Promise<readonly Version<unknown>[]> {
    return this.#kept.get(() => this.#read(name), name);
  }

  async #read(name: string): Promise<readonly Version<unknown>[]> {
    const { rows } = await this.#messaging.pool.query<Version<unknown>>(
      `select ${COLUMNS}, content from app.catalogue where catalogue = $1 order by version`,
      [name],
    );
    return rows;
  }
}

function checked<Content extends TSchema>(
  kind: CatalogueKind<Content>,
  { content, ...version }: Version<unknown>,
): Version<Static<Content>> {
  if (kind.accepts(content)) return { ...version, content };
  throw new Error(`a version of the catalogue ${kind.name} does not satisfy its schema`);
}
