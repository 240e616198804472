import { Controller, HttpCode, Inject, Post } from '@nestjs/common';
import { Code, oneOf, Uuid } from '@rapport/contracts';
import { compile, Ctx, malformed, Param, Problem, Public, RawBody, Refuses, Returns } from '@rapport/service-kit';
import type { FastifyRequest } from 'fastify';
import Type, { type Static } from 'typebox';
import { Reports, type Report } from './reports.ts';
import { isSigned } from './standard-webhook.ts';

export const REPORT_SECRETS = Symbol('report secrets');
export type ReportSecrets = {
  readonly [channel in 'sms' | 'letter' | 'push']?: { readonly secret: string } | undefined;
};

const BODY_LIMIT = 64 * 1024;
const Told = Type.Object({
  type: oneOf(['message.delivered', 'message.opened', 'message.bounced']),
  data: Type.Object({
    messageId: Uuid,
    kind: Type.Optional(oneOf(['hard', 'soft'], 'Of a bounce; default hard')),
    code: Type.Optional(Code),
  }),
});
const told = compile(Told);
const Channel = oneOf(['sms', 'letter', 'push']);
type Channel = Static<typeof Channel>;
const Taken = Type.Object({ messageId: Uuid, news: Type.Boolean() });

/** What providers tell of messages, signed as Standard Webhooks by the secret of their channel: the signature is all the right there is. */
@Controller('v1/provider-reports')
@Public()
export class ProviderReportsController {
  readonly #reports: Reports;
  readonly #secrets: ReportSecrets;

  constructor(reports: Reports, @Inject(REPORT_SECRETS) secrets: ReportSecrets) {
    this.#reports = reports;
    this.#secrets = secrets;
  }

  @Post(':channel')
  @HttpCode(200)
  @RawBody(BODY_LIMIT)
  @Refuses(401, 413)
  @Returns('Takes a report on a message: delivered, opened or bounced', Taken)
  async take(@Param('channel', Channel) channel: Channel, @Ctx() request: FastifyRequest): Promise<unknown> {
    const { type, data } = this.#signed(channel, request);
    const { messageId, kind = 'hard', code = 'provider' } = data;
    const report: Report =
      type === 'message.bounced'
        ? { is: 'bounced', kind, code }
        : { is: type === 'message.opened' ? 'opened' : 'delivered' };
    return { messageId, news: await this.#reports.take(messageId, report, { actor: `provider:${channel}`, channel }) };
  }

  #signed(channel: Channel, { body, headers }: FastifyRequest): Static<typeof Told> {
    const secret = this.#secrets[channel]?.secret;
    if (secret === undefined) throw new Problem('not-found', 'This channel has no provider.');
    const text = Buffer.isBuffer(body) ? body.toString('utf8') : '';
    const signed = Object.fromEntries(
      SIGNED.flatMap(name => (typeof headers[name] === 'string' ? [[name, headers[name]] as const] : [])),
    );
    if (!isSigned(secret, signed, text, Date.now()))
      throw new Problem('unauthenticated', 'The signature is not by the secret of this channel.');
    const report = parsed(text);
    if (!told.accepts(report)) throw malformed('body', told.errors(report));
    return report;
  }
}

const SIGNED = ['webhook-id', 'webhook-timestamp', 'webhook-signature'] as const;

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw malformed('body', [{ pointer: '', message: 'is not JSON' }]);
  }
}
