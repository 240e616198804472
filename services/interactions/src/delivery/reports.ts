import { Inject, Injectable } from '@nestjs/common';
import { DomainError } from '@rapport/decider';
import type { Messaging } from '@rapport/messaging';
import { MESSAGING } from '@rapport/service-kit';
import { retryAt } from '../domain/delivery-policy.ts';
import type { ReportBounce, ReportProgress } from '../domain/message.commands.ts';
import { outboundMessage } from '../domain/message.decide.ts';
import { PolicyTable } from './policy-table.ts';

export type Report =
  | { readonly is: 'bounced'; readonly kind: 'hard' | 'soft'; readonly code: string }
  /** The mail server still tries: nothing is to be done, or another copy would go out. */
  | { readonly is: 'delayed' }
  | { readonly is: 'delivered' }
  | { readonly is: 'opened' };

/** Takes what others tell of messages that are on their way; told again it changes nothing. */
@Injectable()
export class Reports {
  readonly #messaging: Messaging;
  readonly #policies: PolicyTable;

  constructor(@Inject(MESSAGING) messaging: Messaging, policies: PolicyTable) {
    this.#messaging = messaging;
    this.#policies = policies;
  }

  /** Answers whether it was news. Throws `message-unknown`; by another channel than the message's own it is unknown as well. */
  async take(
    messageId: string,
    report: Report,
    by: { readonly actor: string; readonly channel?: string },
  ): Promise<boolean> {
    const loaded = await this.#messaging.load(outboundMessage, messageId);
    const state = loaded?.state;
    if (
      !loaded ||
      state === undefined ||
      state.status === 'none' ||
      (by.channel ?? state.facts.channel) !== state.facts.channel
    ) {
      throw new DomainError('message-unknown', 'No message of this id is known.');
    }
    if (report.is === 'delayed') return false;
    const command = await this.#command(report, state.attempts);
    const context = { subject: loaded.subject, actor: by.actor };
    const { repeated } = await this.#messaging.handle(outboundMessage, messageId, command, context);
    return !repeated;
  }

  async #command(report: Exclude<Report, { is: 'delayed' }>, attempts: number): Promise<ReportBounce | ReportProgress> {
    if (report.is !== 'bounced') return { type: 'ReportProgress', progress: report.is };
    const { kind, code } = report;
    const policy = await this.#policies.inForce();
    return {
      type: 'ReportBounce',
      kind,
      code,
      retryAt: kind === 'hard' ? null : retryAt(policy, attempts, new Date().toISOString()),
    };
  }
}
