import { Inject, Injectable } from '@nestjs/common';
import type { Messaging } from '@rapport/messaging';
import { MESSAGING } from '@rapport/service-kit';
import { addForm, readForms, type Published } from '../api/versions.ts';
import { checkSendingRule, type SendingRule } from '../domain/sending-rule.ts';
import { TemplateCatalogue } from './template-catalogue.ts';

/** What is sent by itself, in versions. */
@Injectable()
export class SendingRules {
  readonly #messaging: Messaging;
  readonly #templates: TemplateCatalogue;

  constructor(@Inject(MESSAGING) messaging: Messaging, templates: TemplateCatalogue) {
    this.#messaging = messaging;
    this.#templates = templates;
  }

  /** By code, newest first. */
  all(): Promise<Published<SendingRule>[]> {
    return readForms<SendingRule>(this.#messaging.pool, 'app.sending_rules');
  }

  /** Throws `sending-rule-invalid`. */
  async publish(
    code: string,
    form: SendingRule,
    validFrom: string,
    publishedBy: string,
  ): Promise<Published<SendingRule>> {
    const template = (await this.#templates.inForce()).find(each => each.code === form.template);
    checkSendingRule(form, template?.form);
    return addForm(this.#messaging.pool, 'app.sending_rules', { code, form, validFrom, publishedBy });
  }
}
