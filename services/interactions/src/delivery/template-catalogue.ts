import { Inject, Injectable } from '@nestjs/common';
import { DomainError } from '@rapport/decider';
import type { Messaging } from '@rapport/messaging';
import { Fresh, MESSAGING, Problem } from '@rapport/service-kit';
import { checkTemplate } from '../domain/message-template.ts';
import type { TemplateForm } from './template-bodies.ts';

export interface TemplateVersion {
  readonly code: string;
  readonly version: number;
  readonly form: TemplateForm;
  readonly validFrom: string;
  readonly publishedBy: string;
  readonly publishedAt: string;
}

type Row = Omit<TemplateVersion, 'validFrom' | 'publishedAt'> & {
  readonly validFrom: Date;
  readonly publishedAt: Date;
};

const FRESH_MS = 5_000;
const COLUMNS = `code, version, form, valid_from as "validFrom", published_by as "publishedBy", published_at as "publishedAt"`;

/** Templates of messages in all their versions: read at most every five seconds. */
@Injectable()
export class TemplateCatalogue {
  readonly #messaging: Messaging;
  readonly #kept = new Fresh<readonly TemplateVersion[]>(FRESH_MS);

  constructor(@Inject(MESSAGING) messaging: Messaging) {
    this.#messaging = messaging;
  }

  /** Of each template the version that is used now. */
  async inForce(): Promise<TemplateVersion[]> {
    const now = new Date().toISOString();
    const valid = (await this.#all()).filter(({ validFrom }) => validFrom <= now);
    return valid.filter(({ code }, i) => valid.findIndex(each => each.code === code) === i);
  }

  /** Newest first. */
  async versions(code: string): Promise<TemplateVersion[]> {
    return (await this.#all()).filter(each => each.code === code);
  }

  /** The version asked for, or the one in force. Throws `template-unknown`. */
  async find(code: string, version?: number): Promise<TemplateVersion> {
    const candidates = version === undefined ? await this.inForce() : await this.versions(code);
    const found = candidates.find(each => each.code === code && (version === undefined || each.version === version));
    if (found === undefined) throw new DomainError('template-unknown', `There is no template ${code}.`);
    return found;
  }

  async publish(code: string, form: TemplateForm, validFrom: string, publishedBy: string): Promise<TemplateVersion> {
    checkTemplate(form);
    const { rows } = await this.#messaging.pool.query<Row>(
      `insert into app.message_templates (code, version, form, valid_from, published_by)
       select $1, coalesce(max(version), 0) + 1, $2, $3, $4 from app.message_templates where code = $1
       on conflict do nothing returning ${COLUMNS}`,
      [code, JSON.stringify(form), validFrom, publishedBy],
    );
    this.#kept.clear();
    const [published] = rows.map(inWords);
    if (published === undefined) throw new Problem('conflict', 'Somebody else published a version of it just now.');
    return published;
  }

  #all(): Promise<readonly TemplateVersion[]> {
    return this.#kept.get(async () => {
      const { rows } = await this.#messaging.pool.query<Row>(
        `select ${COLUMNS} from app.message_templates order by code, version desc`,
      );
      return rows.map(inWords);
    });
  }
}

const inWords = (row: Row): TemplateVersion => ({
  ...row,
  validFrom: row.validFrom.toISOString(),
  publishedAt: row.publishedAt.toISOString(),
});
