import { Inject, Injectable } from '@nestjs/common';
import type { Messaging } from '@rapport/messaging';
import { Fresh, MESSAGING, Problem } from '@rapport/service-kit';
import { mappingOf, type Mapping, type MappingRule } from './mapping.ts';

export interface MappingVersion {
  readonly version: number;
  readonly validFrom: string;
  readonly changedBy: string;
  readonly rules: readonly MappingRule[];
}

interface Row extends Omit<MappingVersion, 'validFrom'> {
  readonly validFrom: Date;
}

const COLUMNS = `version, valid_from as "validFrom", changed_by as "changedBy", rules`;

/** What messages become, in versions: a change is a new one, and the highest is in force. */
@Injectable()
export class Mappings {
  readonly #pool: Messaging['pool'];
  readonly #current = new Fresh<Mapping>(5_000);

  constructor(@Inject(MESSAGING) messaging: Pick<Messaging, 'pool'>) {
    this.#pool = messaging.pool;
  }

  current(): Promise<Mapping> {
    return this.#current.get(async () => {
      const [newest] = await this.versions(undefined, 1);
      return mappingOf(newest?.rules ?? []);
    });
  }

  /** The newest first, those before `before`. */
  async versions(before: number | undefined, limit: number): Promise<readonly MappingVersion[]> {
    const { rows } = await this.#pool.query<Row>(
      `select ${COLUMNS} from app.ingest_mappings where $1::int is null or version < $1 order by version desc limit $2`,
      [before ?? null, limit],
    );
    return rows.map(told);
  }

  /** Throws 409 where `changes` is not the version in force: somebody else changed it meanwhile. */
  async change(changes: number, rules: readonly MappingRule[], actor: string): Promise<MappingVersion> {
    const { rows } = await this.#pool.query<Row>(
      `insert into app.ingest_mappings (version, changed_by, rules)
       select $1::int + 1, $2, $3 where $1 = (select max(version) from app.ingest_mappings)
       on conflict (version) do nothing returning ${COLUMNS}`,
      [changes, actor, JSON.stringify(rules)],
    );
    this.#current.clear();
    if (rows[0] === undefined) throw new Problem('conflict', `Version ${changes} is not the one in force.`);
    return told(rows[0]);
  }
}

const told = ({ validFrom, ...rest }: Row): MappingVersion => ({ ...rest, validFrom: validFrom.toISOString() });
