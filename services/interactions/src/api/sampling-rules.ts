import { Inject, Injectable } from '@nestjs/common';
import type { Messaging } from '@rapport/messaging';
import { MESSAGING } from '@rapport/service-kit';
import { TemplateCatalogue } from '../delivery/template-catalogue.ts';
import { invitationTemplate } from '../domain/invitation-message.ts';
import { checkRules, type SamplingRules } from '../domain/sampling.ts';
import { SurveyCatalogue } from './survey-catalogue.ts';
import type { RulesBody } from './survey-bodies.ts';
import { added, inWords, PUBLICATION, type Row } from './versions.ts';

export interface PublishedSamplingRules extends SamplingRules {
  readonly publishedBy: string;
  readonly publishedAt: string;
}

const COLUMNS = `version, switched_on as "on", seed, rest_days as "restDays", link_days as "linkDays",
  late_hours as "lateHours", except_types as "exceptTypes", except_outcomes as "exceptOutcomes", rules,
  ${PUBLICATION}`;

/** The rules of who is asked, in versions. Sampling itself reads them in the transaction in which it decides. */
@Injectable()
export class SamplingRulesTable {
  readonly #messaging: Messaging;
  readonly #surveys: SurveyCatalogue;
  readonly #templates: TemplateCatalogue;

  constructor(@Inject(MESSAGING) messaging: Messaging, surveys: SurveyCatalogue, templates: TemplateCatalogue) {
    this.#messaging = messaging;
    this.#surveys = surveys;
    this.#templates = templates;
  }

  /** Newest first, those before a version. */
  async versions(before: number | undefined, limit: number): Promise<PublishedSamplingRules[]> {
    const { rows } = await this.#messaging.pool.query<Row<PublishedSamplingRules>>(
      `select ${COLUMNS} from app.sampling_rules where $1::integer is null or version < $1 order by version desc limit $2`,
      [before ?? null, limit],
    );
    return rows.map(inWords);
  }

  async publish(rules: RulesBody, validFrom: string, publishedBy: string): Promise<PublishedSamplingRules> {
    const { inForce } = await this.#surveys.current();
    const putToCustomers = inForce.filter(({ form }) => form.answeredBy === 'customer').map(({ code }) => code);
    checkRules(rules.rules, new Set(putToCustomers));
    for (const { sendBy } of rules.rules)
      if (sendBy !== undefined) await this.#templates.find(invitationTemplate(sendBy));
    const { rows } = await this.#messaging.pool.query<Row<PublishedSamplingRules>>(
      `insert into app.sampling_rules (version, valid_from, switched_on, seed, rest_days, link_days, late_hours, except_types,
         except_outcomes, rules, published_by)
       select coalesce(max(version), 0) + 1, $1, $2, $3, $4, $5, $6, $7, $8, $9, $10 from app.sampling_rules
       on conflict do nothing returning ${COLUMNS}`,
      [
        validFrom,
        rules.on,
        rules.seed,
        rules.restDays,
        rules.linkDays,
        rules.lateHours,
        rules.exceptTypes,
        rules.exceptOutcomes,
        JSON.stringify(rules.rules),
        publishedBy,
      ],
    );
    return inWords(added(rows));
  }
}
