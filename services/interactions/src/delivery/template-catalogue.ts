import { Inject, Injectable } from '@nestjs/common';
import { DomainError } from '@rapport/decider';
import type { Messaging } from '@rapport/messaging';
import { Fresh, MESSAGING } from '@rapport/service-kit';
import { addForm, readForms, type Published } from '../api/versions.ts';
import { checkTemplate } from '../domain/message-template.ts';
import { inForce } from '../domain/standard.ts';
import type { TemplateForm } from './template-bodies.ts';

export type TemplateVersion = Published<TemplateForm>;

const FRESH_MS = 5_000;

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
    return inForce(await this.#all(), new Date().toISOString());
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
    const { pool } = this.#messaging;
    const published = await addForm(pool, 'app.message_templates', { code, form, validFrom, publishedBy });
    this.#kept.clear();
    return published;
  }

  #all(): Promise<readonly TemplateVersion[]> {
    return this.#kept.get(() => readForms(this.#messaging.pool, 'app.message_templates'));
  }
}
