import type { RecordedEvent } from '@rapport/contracts';
import type { Tx } from '@rapport/messaging';
import type { MessageTemplate } from '../domain/message-template.ts';
import { SENT_FOR, type SendingRule } from '../domain/sending-rule.ts';

/** A rule in force, with the template that it sends. */
export interface Sending extends Pick<MessageTemplate, 'purpose' | 'channel'> {
  readonly code: string;
  readonly event: SendingRule['event'];
  readonly template: { readonly code: string; readonly version: number };
}

/** What sending has to know. */
export interface SendingFacts {
  readonly rules: readonly Sending[];
  readonly keepDays: number;
}

interface Row extends Omit<Sending, 'template'>, SendingFacts {
  readonly template: string;
  readonly version: number;
}

/** The rules that are on and hold now: read for batches in which something happened that may be written about. */
export async function sendingFacts(events: readonly RecordedEvent[], tx: Tx): Promise<SendingFacts> {
  const sentFor: readonly string[] = SENT_FOR;
  if (!events.some(({ type }) => sentFor.includes(type))) return { rules: [], keepDays: 0 };
  const { rows } = await tx.query<Row>(
    `with rules as (select distinct on (code) code, form from app.sending_rules where valid_from <= now() order by code, version desc),
       templates as (select distinct on (code) code, version, form from app.message_templates where valid_from <= now() order by code, version desc),
       policy as (select (policy->>'keepDays')::int as days from app.delivery_policies where valid_from <= now() order by version desc limit 1)
     select r.code, r.form->>'event' as event, t.code as template, t.version, t.form->>'purpose' as purpose,
       t.form->>'channel' as channel, p.days as "keepDays"
     from rules r join templates t on t.code = r.form->>'template' cross join policy p
     where (r.form->>'on')::boolean order by r.code`,
  );
  const rules = rows.map(({ code, event, template, version, purpose, channel }) => ({
    ...{ code, event, purpose, channel },
    template: { code: template, version },
  }));
  return { rules, keepDays: rows[0]?.keepDays ?? 0 };
}
