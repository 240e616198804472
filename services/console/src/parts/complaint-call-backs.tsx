import { Button, Group } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { CANCELLED_FOR, CALLED_BY, callBacksQuery, type CallBack } from '../api/call-backs.ts';
import { request } from '../api/client.ts';
import type { ComplaintDetail } from '../api/complaint-types.ts';
import { usePromiseAct } from '../api/promises.ts';
import { dateTime } from '../format/time.ts';
import { AnswerDialog } from './answer-dialog.tsx';
import classes from './customer-open.module.css';
import { Due } from './due.tsx';
import { Panel } from './head.tsx';
import { ReasonDialog } from './reason-dialog.tsx';
import { Failed } from './states.tsx';

const WAITS = ['open', 'missed'];

function State({ callBack: { status, dueAt, score, satisfied } }: { callBack: CallBack }) {
  const { t } = useTranslation();
  if (WAITS.includes(status)) return <Due at={dueAt} breached={status === 'missed'} />;
  if (score === null) return <span className="dim">{t('callBack.state.cancelled')}</span>;
  const how = satisfied === true ? 'satisfied' : 'dissatisfied';
  return (
    <span className={satisfied === true ? 'good' : 'bad'}>
      {t('callBack.answered', { score, satisfied: t(`callBack.state.${how}`) })}
    </span>
  );
}

function Acts({ callBack }: { callBack: CallBack }) {
  const { t } = useTranslation();
  const [answering, setAnswering] = useState(false);
  const attempt = usePromiseAct(callBack.customerId);
  const path = `complaints/${callBack.complaintId}/call-backs/${callBack.callBackId}`;
  return (
    <>
      <Group gap={4} mt={4}>
        <Button
          size="compact-xs"
          variant="default"
          loading={attempt.isPending}
          onClick={() => attempt.mutate({ path: `${path}/attempts`, body: { channel: CALLED_BY[0] } })}
        >
          {t('callBack.notReached')}
        </Button>
        <Button size="compact-xs" variant="default" onClick={() => setAnswering(true)}>
          {t('callBack.answer')}
        </Button>
        <ReasonDialog
          label={t('callBack.cancel')}
          about={t('callBack.cancelAbout')}
          reasons={CANCELLED_FOR}
          group="callBack.reasons"
          act={(reason, idempotencyKey) =>
            request(`/api/complaints/v1/${path}/cancellation`, { method: 'POST', body: { reason }, idempotencyKey })
          }
        />
      </Group>
      {attempt.isError && <Failed error={attempt.error} />}
      {answering && <AnswerDialog callBack={callBack} onClose={() => setAnswering(false)} />}
    </>
  );
}

function Line({ callBack }: { callBack: CallBack }) {
  const { t, i18n } = useTranslation();
  const { round, status, from, attempts, words } = callBack;
  const waits = WAITS.includes(status);
  const facts = [
    waits && Date.parse(from) > Date.now() && t('callBack.from', { time: dateTime(from, i18n.language) }),
    attempts > 0 && t('callBack.attempts', { count: attempts }),
  ].filter(Boolean);
  return (
    <li className={classes['case']}>
      <div className={classes['line']}>
        <strong>{t(`callBack.round.${round}`)}</strong>
        <State callBack={callBack} />
      </div>
      {words && <div style={{ whiteSpace: 'pre-line' }}>{words}</div>}
      {facts.length > 0 && <small className="dim">{facts.join(' · ')}</small>}
      {waits && <Acts callBack={callBack} />}
    </li>
  );
}

/** How the customer was after the complaint, and whom to ask still; nothing where nobody is to be asked yet. */
export function ComplaintCallBacks({ complaint: { complaintId, customerId } }: { complaint: ComplaintDetail }) {
  const { t } = useTranslation();
  const { data, error } = useQuery(callBacksQuery(customerId, complaintId));
  const items = data?.items ?? [];
  if (items.length === 0 && !error) return null;
  return (
    <Panel title={t('callBack.of')}>
      {error && <Failed error={error} />}
      <ul className={classes['cases']}>
        {items.map(callBack => (
          <Line key={callBack.callBackId} callBack={callBack} />
        ))}
      </ul>
    </Panel>
  );
}
