import { type EventOfType, interactionsEvents } from '@rapport/contracts';
import { bulkUpsert, defineProjection, ignoring, type Messaging } from '@rapport/messaging';

type Invitation = EventOfType<'SurveyInvited'>['data'];
type Rows = Record<string, unknown>[];
interface Fold {
  readonly invited: Rows;
  readonly answered: Rows;
}

/** Who was asked (`app.survey_invitations`) and has answered (`app.survey_answers`). */
export const surveyInvitations = defineProjection({
  name: 'survey-invitations',
  from: ['interactions'],
  begin: (): Fold => ({ invited: [], answered: [] }),
  on: {
    ...ignoring(interactionsEvents),
    SurveyInvited: ({ data }, { invited }: Fold) =>
      void invited.push({
        invitation_id: data.invitationId,
        customer_id: data.customerId,
        asked_at: data.askedAt,
        facts: data,
      }),
    FeedbackGiven: ({ data, occurredAt }, { answered }: Fold) => {
      if (data.invitationId === undefined) return;
      answered.push({
        invitation_id: data.invitationId,
        customer_id: data.customerId,
        feedback_id: data.feedbackId,
        answered_at: occurredAt,
      });
    },
  },
  async commit({ invited, answered }, tx) {
    const once = { key: ['invitation_id'], update: 'nothing' } as const;
    await bulkUpsert(tx, 'app.survey_invitations', invited, once);
    await bulkUpsert(tx, 'app.survey_answers', answered, once);
  },
  rebuild: { tables: { 'app.survey_invitations': 'customer_id', 'app.survey_answers': 'customer_id' } },
});

export type InvitationRow = Invitation & { readonly answeredAt: string | null; readonly feedbackId: string | null };

/** Where a page of invitations ended. */
export interface InvitationKey {
  readonly askedAt: string;
  readonly invitationId: string;
}

/** The invitations of all ids of a customer, newest first, from after a key. */
export async function invitationsOf(
  pool: Messaging['pool'],
  customerIds: readonly string[],
  after: InvitationKey | undefined,
  limit: number,
): Promise<InvitationRow[]> {
  const { rows } = await pool.query<{ facts: Invitation; answeredAt: Date | null; feedbackId: string | null }>(
    `select i.facts, a.answered_at as "answeredAt", a.feedback_id as "feedbackId"
     from app.survey_invitations i left join app.survey_answers a using (invitation_id)
     where i.customer_id = any($1::uuid[])
       and ($2::timestamptz is null or (i.asked_at, i.invitation_id) < ($2::timestamptz, $3::uuid))
     order by i.asked_at desc, i.invitation_id desc limit $4`,
    [customerIds, after?.askedAt ?? null, after?.invitationId ?? null, limit],
  );
  return rows.map(({ facts, answeredAt, feedbackId }) => ({
    ...facts,
    answeredAt: answeredAt?.toISOString() ?? null,
    feedbackId,
  }));
}
