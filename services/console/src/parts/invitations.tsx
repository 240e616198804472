import { Button, CopyButton, Group, NativeSelect } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { request } from '../api/client.ts';
import type { InvitationRow, SurveyRow } from '../api/dealing-types.ts';
import { oneQuery } from '../api/lists.ts';
import type { Page } from '../api/types.ts';
import { useAct } from '../api/use-act.ts';
import { textIn } from '../format/texts.ts';
import { word } from '../format/words.ts';
import { ListPanel } from './listing.tsx';
import { Moment } from './moment.tsx';
import { Failed } from './states.tsx';

function Copy({ link }: { link: string }) {
  const { t } = useTranslation();
  return (
    <CopyButton value={link}>
      {({ copied, copy }) => (
        <Button size="compact-xs" variant="default" onClick={copy}>
          {t(copied ? 'invite.copied' : 'invite.copy')}
        </Button>
      )}
    </CopyButton>
  );
}

/** Asks the customer: makes a link that works once, for whoever sends it on. */
function Invite({ id }: { id: string }) {
  const { t, i18n } = useTranslation();
  const queries = useQueryClient();
  const surveys = useQuery(oneQuery<Page<SurveyRow>>('surveys', '/api/interactions/v1/surveys')).data?.items ?? [];
  const put = surveys.filter(({ form }) => form.answeredBy === 'customer');
  const [chosen, setChosen] = useState('csat');
  const invite = useAct({
    send: (survey: string, idempotencyKey) =>
      request<{ link: string }>('/api/interactions/v1/survey-invitations', {
        method: 'POST',
        body: { customerId: id, survey },
        idempotencyKey,
      }),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['list', id] }),
  });
  return (
    <>
      <Group gap="xs" mb={8}>
        <NativeSelect
          size="xs"
          aria-label={t('invite.which')}
          value={chosen}
          onChange={event => setChosen(event.currentTarget.value)}
          data={put.map(({ code, form }) => ({ value: code, label: textIn(form.title, i18n.language) }))}
        />
        <Button size="xs" loading={invite.isPending} onClick={() => invite.mutate(chosen)}>
          {t('invite.do')}
        </Button>
        {invite.data && <Copy link={invite.data.link} />}
      </Group>
      {invite.isError && <Failed error={invite.error} />}
    </>
  );
}

function State({ row: { answeredAt, expiresAt, link } }: { row: InvitationRow }) {
  const { t } = useTranslation();
  if (answeredAt !== null) return <span className="good">{t('invite.answered')}</span>;
  if (Date.parse(expiresAt) < Date.now()) return <span className="dim">{t('invite.expired')}</span>;
  return link === null ? t('invite.open') : <Copy link={link} />;
}

/** What the customer was asked, and whether there is an answer. */
export function Invitations({ id }: { id: string }) {
  const { t } = useTranslation();
  return (
    <ListPanel<InvitationRow>
      above={<Invite id={id} />}
      title={t('invite.title')}
      scope={id}
      path="/api/interactions/v1/survey-invitations"
      params={{ customer: id }}
      empty={t('invite.none')}
      keyOf={row => row.invitationId}
      columns={[
        { head: t('invite.asked'), cell: ({ askedAt }) => <Moment at={askedAt} /> },
        { head: t('invite.survey'), cell: ({ questionnaire }) => word(t, 'survey', questionnaire.code) },
        { head: t('invite.state'), cell: row => <State row={row} /> },
      ]}
    />
  );
}
