import { createHash, randomBytes } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import type { Messaging } from '@rapport/messaging';
import { Fresh, MESSAGING, newId, Problem } from '@rapport/service-kit';

/** A system that may send events. */
export interface Source {
  readonly sourceId: string;
  readonly name: string;
  /** Of its contacts that don't tell theirs. */
  readonly channel: string;
  readonly enabled: boolean;
  readonly createdAt: string;
  readonly changedAt: string;
  /** Until when the key before the last is good, where it is. */
  readonly formerKeyUntil: string | null;
}

interface Row extends Omit<Source, 'createdAt' | 'changedAt' | 'formerKeyUntil'> {
  readonly createdAt: Date;
  readonly changedAt: Date;
  readonly formerKeyUntil: Date | null;
}

const COLUMNS = `source_id as "sourceId", name, channel, enabled, created_at as "createdAt", changed_at as "changedAt",
  case when former_key_until > now() then former_key_until end as "formerKeyUntil"`;

// What an administrator disables is refused by every process so soon.
const FRESH_MS = 5_000;
const MOST_REMEMBERED = 1_000;

/** The table of sources, known by the digest of their write keys: a key itself is told once, to whoever makes it. */
@Injectable()
export class Sources {
  readonly #pool: Messaging['pool'];
  readonly #byKey = new Fresh<Source | undefined>(FRESH_MS, MOST_REMEMBERED);

  constructor(@Inject(MESSAGING) messaging: Pick<Messaging, 'pool'>) {
    this.#pool = messaging.pool;
  }

  /** The source of a write key, if it is one in force. */
  async of(writeKey: string): Promise<Source | undefined> {
    const digest = digestOf(writeKey);
    return this.#byKey.get(async () => {
      const { rows } = await this.#pool.query<Row>(
        `select ${COLUMNS} from app.ingest_sources
         where enabled and (key_hash = $1 or (former_key_hash = $1 and former_key_until > now()))`,
        [digest],
      );
      return rows.map(told)[0];
    }, digest.toString('base64'));
  }

  async list(): Promise<readonly Source[]> {
    const { rows } = await this.#pool.query<Row>(`select ${COLUMNS} from app.ingest_sources order by name`);
    return rows.map(told);
  }

  async read(sourceId: string): Promise<Source> {
    return one(
      await this.#pool.query<Row>(`select ${COLUMNS} from app.ingest_sources where source_id = $1`, [sourceId]),
    );
  }

  /** Throws 409 where there is one of this name. */
  async create(name: string, channel: string, actor: string): Promise<Source & { readonly writeKey: string }> {
    const writeKey = newKey();
    const { rows } = await this.#pool.query<Row>(
      `insert into app.ingest_sources (source_id, name, channel, key_hash, created_by) values ($1, $2, $3, $4, $5)
       on conflict (name) do nothing returning ${COLUMNS}`,
      [newId(), name, channel, digestOf(writeKey), actor],
    );
    if (rows[0] === undefined) throw new Problem('conflict', `There is a source of the name ${name}.`);
    return { ...told(rows[0]), writeKey };
  }

  /** A new key. The one before is good for so many hours more, that senders can be changed over. */
  async rotate(sourceId: string, graceHours: number): Promise<Source & { readonly writeKey: string }> {
    const writeKey = newKey();
    const source = one(
      await this.#pool.query<Row>(
        `update app.ingest_sources set key_hash = $2, former_key_hash = key_hash,
           former_key_until = now() + make_interval(hours => $3), changed_at = now()
         where source_id = $1 returning ${COLUMNS}`,
        [sourceId, digestOf(writeKey), graceHours],
      ),
    );
    this.#byKey.clear();
    return { ...source, writeKey };
  }

  async enable(sourceId: string, enabled: boolean): Promise<Source> {
    const changed = await this.#pool.query<Row>(
      `update app.ingest_sources set enabled = $2, changed_at = now() where source_id = $1 returning ${COLUMNS}`,
      [sourceId, enabled],
    );
    this.#byKey.clear();
    return one(changed);
  }
}

// Long and random, so that a plain digest of it tells nothing.
const newKey = (): string => `rk_${randomBytes(24).toString('base64url')}`;
const digestOf = (key: string): Buffer => createHash('sha256').update(key).digest();

function one({ rows }: { readonly rows: readonly Row[] }): Source {
  if (rows[0] === undefined) throw new Problem('not-found', 'There is no source of this id.');
  return told(rows[0]);
}

const told = ({ createdAt, changedAt, formerKeyUntil, ...rest }: Row): Source => ({
  ...rest,
  createdAt: createdAt.toISOString(),
  changedAt: changedAt.toISOString(),
  formerKeyUntil: formerKeyUntil?.toISOString() ?? null,
});
