import { interactionsEvents, type RecordedEvent } from '@rapport/contracts';
import { definePolicy, ignoring, type Tx } from '@rapport/messaging';
import { invitationMessage, invitationMessageId, invitationTemplate } from '../domain/invitation-message.ts';

/** What sending has to know: the templates in force by their code, and how long a message is kept. */
interface Facts {
  readonly templates: ReadonlyMap<string, { readonly version: number; readonly purpose: string }>;
  readonly keepDays: number;
}

const NOTHING: Facts = { templates: new Map(), keepDays: 0 };
const DAY_MS = 86_400_000;

async function factsIn(events: readonly RecordedEvent[], tx: Tx): Promise<Facts> {
  if (!events.some(event => event.type === 'SurveyInvited' && event.data.sendBy !== undefined)) return NOTHING;
  const { rows } = await tx.query<{ code: string; version: number; purpose: string }>(
    `select distinct on (code) code, version, form->>'purpose' as purpose from app.message_templates
     where valid_from <= now() and split_part(code, '.', 1) = 'surveyInvitation' order by code, version desc`,
  );
  const { rows: policies } = await tx.query<{ keepDays: number }>(
    `select (policy->>'keepDays')::int as "keepDays" from app.delivery_policies where valid_from <= now() order by version desc limit 1`,
  );
  return { templates: new Map(rows.map(({ code, ...rest }) => [code, rest])), keepDays: policies[0]?.keepDays ?? 0 };
}

/** An invitation that is to be sent is sent by a message of its own. */
export const sendInvitationWhenAsked = definePolicy({
  name: 'send-invitation-when-asked',
  from: ['interactions'],
  workOnImported: false,
  begin: factsIn,
  on: {
    ...ignoring(interactionsEvents),
    SurveyInvited: ({ data, subject, recordedAt }, { templates, keepDays }: Facts) => {
      const template = data.sendBy && templates.get(invitationTemplate(data.sendBy));
      if (data.sendBy === undefined || template === undefined) return [];
      const keepUntil = new Date(Date.parse(recordedAt) + keepDays * DAY_MS).toISOString();
      const command = invitationMessage(data, data.sendBy, template, keepUntil);
      return [{ decider: 'message', id: invitationMessageId(data.invitationId), subject, command }];
    },
  },
});
