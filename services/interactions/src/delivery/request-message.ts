import type { Command } from '@rapport/messaging';
import { commandContext, instant, itemId, malformed } from '@rapport/service-kit';
import type { FastifyRequest } from 'fastify';
import type { DeliveryPolicy } from '../domain/delivery-policy.ts';
import { checkValues } from '../domain/fill-template.ts';
import { usedIn } from '../domain/message-template.ts';
import type { RequestMessage } from '../domain/message.commands.ts';
import type { MessageBody } from './message-bodies.ts';
import type { TemplateVersion } from './template-catalogue.ts';

const DAY_MS = 86_400_000;

/** The message that a body asks for. Throws what does not fit together, with the place of it. */
export function requestMessage(
  request: FastifyRequest,
  body: MessageBody,
  template: TemplateVersion | undefined,
  { keepDays }: DeliveryPolicy,
): Command<RequestMessage> {
  const { customerId, values = {}, content, language, about, source, sourceId } = body;
  const { purpose, channel } = template === undefined ? written(body) : ofTemplate(body, template);
  const messageId = itemId({ source, sourceId });
  const latest = new Date(Date.now() + keepDays * DAY_MS).toISOString();
  const expiresAt = body.expiresAt === undefined ? latest : instant(body.expiresAt, '/expiresAt');
  return {
    id: messageId,
    command: {
      type: 'RequestMessage',
      facts: {
        messageId,
        customerId,
        purpose,
        channel,
        ...(template && { template: { code: template.code, version: template.version } }),
        ...(language !== undefined && { language }),
        ...(about !== undefined && { about }),
        expiresAt: expiresAt < latest ? expiresAt : latest,
      },
      words: template === undefined ? { content: { ...content } } : { values },
    },
    context: commandContext(request, { subject: customerId }),
  };
}

const wrong = (pointer: string, message: string): Error => malformed('body', [{ pointer, message }]);

function written({ content, purpose, channel, values }: MessageBody) {
  if (content === undefined) throw wrong('/template', 'is needed, or content');
  if (purpose === undefined) throw wrong('/purpose', 'is needed with content');
  if (channel === undefined) throw wrong('/channel', 'is needed with content');
  if (values !== undefined) throw wrong('/values', 'belong to a template');
  if (channel === 'email' && content.subject === undefined) throw wrong('/content/subject', 'is needed for e-mail');
  return { purpose, channel };
}

function ofTemplate({ content, purpose, channel, values = {} }: MessageBody, { form }: TemplateVersion) {
  if (content !== undefined) throw wrong('/content', 'must not be there beside a template');
  if (purpose !== undefined && purpose !== form.purpose) throw wrong('/purpose', `is ${form.purpose} by the template`);
  if (channel !== undefined && channel !== form.channel) throw wrong('/channel', `is ${form.channel} by the template`);
  if (usedIn(form).has(SURVEY_LINK))
    throw wrong('/template', 'brings a survey: ask for it by an invitation with sendBy');
  checkValues(form, values);
  return { purpose: form.purpose, channel: form.channel };
}

const SURVEY_LINK = 'surveyLink';
