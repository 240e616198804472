import { Inject, Injectable } from '@nestjs/common';
import { transaction, type Messaging, type Tx } from '@rapport/messaging';
import { malformed, MESSAGING, Problem } from '@rapport/service-kit';
import type { CatalogueBody } from './channel-bodies.ts';
import { ChannelCatalogue, CHANNEL, type Channel } from './channel-catalogue.ts';
import { validityOf } from './validity.ts';
import { added, inWords, PUBLICATION, type Published, type Row } from './versions.ts';

export type ChannelVersion = Omit<Published<never>, 'code' | 'form'>;

const COLUMNS = `version, ${PUBLICATION}`;

/** The versions of the channel catalogue: one is added, none is ever changed. */
@Injectable()
export class ChannelVersions {
  readonly #messaging: Messaging;
  readonly #catalogue: ChannelCatalogue;

  constructor(@Inject(MESSAGING) messaging: Messaging, catalogue: ChannelCatalogue) {
    this.#messaging = messaging;
    this.#catalogue = catalogue;
  }

  /** Newest first, those before a version. */
  async list(before: number | undefined, limit: number): Promise<ChannelVersion[]> {
    const { rows } = await this.#messaging.pool.query<Row<ChannelVersion>>(
      `select ${COLUMNS} from app.channel_versions where $1::integer is null or version < $1 order by version desc limit $2`,
      [before ?? null, limit],
    );
    return rows.map(inWords);
  }

  /** All of one version. Throws `not-found`. */
  async read(version: number): Promise<unknown> {
    const [found] = await this.list(version + 1, 1);
    if (found?.version !== version) throw new Problem('not-found', `There is no version ${version} of the channels.`);
    const { pool } = this.#messaging;
    const { rows: channels } = await pool.query<Channel>(
      `select ${CHANNEL} from app.channels where version = $1 order by place`,
      [version],
    );
    const { rows: needs } = await pool.query<{ type: string; function: string }>(
      `select contact_type as type, function from app.contact_functions where version = $1 order by 1`,
      [version],
    );
    return { ...found, channels, functionOfType: Object.fromEntries(needs.map(need => [need.type, need.function])) };
  }

  async publish({ channels, functionOfType, validFrom }: CatalogueBody, actor: string): Promise<ChannelVersion> {
    const codes = channels.map(({ code }) => code);
    const twice = codes.findIndex((code, place) => codes.indexOf(code) < place);
    if (twice >= 0) {
      throw malformed('body', [{ pointer: `/channels/${twice}/code`, message: 'is there more than once' }]);
    }
    const version = await transaction(this.#messaging.pool, async tx => {
      const { rows } = await tx.query<Row<ChannelVersion>>(
        `insert into app.channel_versions (version, valid_from, published_by)
         select coalesce(max(version), 0) + 1, $1, $2 from app.channel_versions on conflict do nothing returning ${COLUMNS}`,
        [validityOf(validFrom), actor],
      );
      const row = added(rows);
      await fill(tx, row.version, { channels, functionOfType });
      return inWords(row);
    });
    this.#catalogue.forget();
    return version;
  }
}

async function fill(
  tx: Tx,
  version: number,
  { channels, functionOfType }: Pick<CatalogueBody, 'channels' | 'functionOfType'>,
): Promise<void> {
  await tx.query(
    `insert into app.channels (version, code, catalogue, functions, hours, traits, weak, strong, cost, place)
     select $1, c.code, c.catalogue, c.functions, c.hours, c.traits, c.weak, c.strong, c.cost, c.place
     from rows from (json_to_recordset($2) as (code text, catalogue text, functions jsonb, hours text, traits jsonb,
       weak text[], strong text[], cost jsonb)) with ordinality as c(code, catalogue, functions, hours, traits, weak, strong, cost, place)`,
    [version, JSON.stringify(channels)],
  );
  await tx.query(
    `insert into app.contact_functions (version, contact_type, function) select $1, key, value from json_each_text($2)`,
    [version, JSON.stringify(functionOfType)],
  );
}
