import { Controller, HttpCode, Post } from '@nestjs/common';
import { Uuid } from '@rapport/contracts';
import { Actor, Allow, Body, malformed, Refuses, Returns, type Principal } from '@rapport/service-kit';
import Type, { type Static } from 'typebox';
import { readDsn, type DeliveryStatus } from './dsn.ts';
import { Reports, type Report } from './reports.ts';

const BouncedMail = Type.Object(
  { mail: Type.String({ minLength: 1, maxLength: 500_000, description: 'The whole mail as the mail system got it' }) },
  { additionalProperties: false },
);
type BouncedMail = Static<typeof BouncedMail>;

const Taken = Type.Object({
  messageId: Uuid,
  news: Type.Boolean({ description: 'false: it was known, or is only late' }),
});

/** What comes back to the address for bounces is handed on here by the mail system. */
@Controller('v1/bounced-mail')
@Allow('service')
export class BouncedMailController {
  readonly #reports: Reports;

  constructor(reports: Reports) {
    this.#reports = reports;
  }

  @Post()
  @HttpCode(200)
  @Refuses(404)
  @Returns('Takes a delivery status notification (RFC 3464): bounced for good, for now, delayed or delivered', Taken)
  async take(@Body(BouncedMail) { mail }: BouncedMail, @Actor() actor: Principal): Promise<unknown> {
    const status = await readDsn(mail);
    const wrong = (message: string): Error => malformed('body', [{ pointer: '/mail', message }]);
    if (status === undefined) throw wrong('is no delivery status notification');
    if (status.messageId === undefined) throw wrong('does not tell which message it is about');
    const { messageId } = status;
    const by = { actor: actor.id, channel: 'email' };
    return { messageId, news: await this.#reports.take(messageId, reportOf(status), by) };
  }
}

/** A delay is no bounce: the mail server still tries. What was given up for now (4.x, or 5.2.2) may be tried again. */
function reportOf({ action, status }: Pick<DeliveryStatus, 'action' | 'status'>): Report {
  if (action !== 'failed') return { is: action };
  const isHard = /^5\.(?:1\.\d+|2\.1|4\.4)$/.test(status);
  return { is: 'bounced', kind: isHard ? 'hard' : 'soft', code: `dsn.${status}` };
}
