import { Inject, Injectable } from '@nestjs/common';
import { DomainError } from '@rapport/decider';
import type { Messaging } from '@rapport/messaging';
import { MESSAGING } from '@rapport/service-kit';
import { added, inWords, PUBLICATION, type Published, type Row } from '../api/versions.ts';
import type { KnowledgeForm } from './bodies.ts';
import { chinesePairs, HAN } from './chinese-pairs.ts';

export type KnowledgeVersion = Published<KnowledgeForm>;

const COLUMNS = `code, version, form, ${PUBLICATION}`;

/** Articles and reply templates, in versions that are followed and never changed. */
@Injectable()
export class KnowledgeTable {
  readonly #messaging: Pick<Messaging, 'pool'>;

  constructor(@Inject(MESSAGING) messaging: Pick<Messaging, 'pool'>) {
    this.#messaging = messaging;
  }

  /** Those in force that have all the words, the best first; all by their codes where no words are given. */
  async search(words: string | undefined, kind: string | undefined, limit: number): Promise<KnowledgeVersion[]> {
    const { rows } = await this.#messaging.pool.query<Row<KnowledgeVersion>>(
      `select ${COLUMNS} from (
         select distinct on (code) * from app.knowledge where valid_from <= now() order by code, version desc
       ) k cross join lateral (
         select plainto_tsquery('english', $1) && plainto_tsquery('simple', $2) as asked
       ) q
       where ($3::text is null or kind = $3) and ($4 or searched @@ asked)
       order by case when $4 then 0 else ts_rank(searched, asked) end desc, code limit $5`,
      [(words ?? '').replace(HAN, ' '), chinesePairs(words ?? '').join(' '), kind ?? null, words === undefined, limit],
    );
    return rows.map(inWords);
  }

  /** The version asked for, or the one in force. Throws `knowledge-unknown`. */
  async find(code: string, version?: number): Promise<KnowledgeVersion> {
    const { rows } = await this.#messaging.pool.query<Row<KnowledgeVersion>>(
      `select ${COLUMNS} from app.knowledge where code = $1 and version = coalesce($2, version) and ($2 is not null or valid_from <= now())
       order by version desc limit 1`,
      [code, version ?? null],
    );
    const [found] = rows.map(inWords);
    if (found === undefined) throw new DomainError('knowledge-unknown', `There is nothing by the name ${code}.`);
    return found;
  }

  /** Newest first, those before a version. */
  async versions(code: string, before: number | undefined, limit: number): Promise<KnowledgeVersion[]> {
    const { rows } = await this.#messaging.pool.query<Row<KnowledgeVersion>>(
      `select ${COLUMNS} from app.knowledge where code = $1 and ($2::integer is null or version < $2) order by version desc limit $3`,
      [code, before ?? null, limit],
    );
    return rows.map(inWords);
  }

  async publish(code: string, form: KnowledgeForm, validFrom: string, publishedBy: string): Promise<KnowledgeVersion> {
    const { title, body } = form.texts.zh;
    const words = [...chinesePairs(`${title}\n${body}`), ...form.topics].join(' ');
    const { rows } = await this.#messaging.pool.query<Row<KnowledgeVersion>>(
      `insert into app.knowledge (code, version, kind, form, words, valid_from, published_by)
       select $1, coalesce(max(version), 0) + 1, $2, $3, $4, $5, $6 from app.knowledge where code = $1
       on conflict do nothing returning ${COLUMNS}`,
      [code, form.kind, JSON.stringify(form), words, validFrom, publishedBy],
    );
    return inWords(added(rows));
  }
}
