import { Button, NativeSelect, Stack, TextInput } from '@mantine/core';
import type { FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { CLOSING_REASONS, type ComplaintDetail } from '../api/complaint-types.ts';
import { errorAt, isUnderstoodAt } from '../api/problem.ts';
import { useComplaintCommand } from '../api/use-complaint-command.ts';
import { localMinute } from '../format/fields.ts';
import { Failed } from './states.tsx';
import classes from './step-form.module.css';
import { useDraft } from './use-draft.ts';

const WAYS = ['phone', 'email', 'letter', 'sms', 'visit'] as const;
const TRIES = 3;

interface Draft {
  reason: string;
  tries: { at: string; channel: string }[];
}

function useClosing({ complaintId }: ComplaintDetail) {
  const tries = Array.from({ length: TRIES }, (_, i) => ({
    at: localMinute(Date.now()),
    channel: WAYS[i % 2] ?? 'phone',
  }));
  const draft = useDraft<Draft>(`close:${complaintId}`, { reason: 'withdrawn', tries });
  const send = useComplaintCommand(complaintId, 'verify', draft.forget);
  function submit(event: FormEvent) {
    event.preventDefault();
    const { reason } = draft.values;
    const tried = draft.values.tries.map(({ at, channel }) => ({
      at: new Date(at || Date.now()).toISOString(),
      channel,
    }));
    send.mutate(reason === 'unreachable' ? { reason, tries: tried } : { reason });
  }
  const changeTry = (index: number, part: Partial<Draft['tries'][number]>) =>
    draft.change({ tries: draft.values.tries.map((each, i) => (i === index ? { ...each, ...part } : each)) });
  return { ...draft, changeTry, send, submit };
}

export function ClosingForm({ complaint }: { complaint: ComplaintDetail }) {
  const { t } = useTranslation();
  const { values, change, changeTry, send, submit } = useClosing(complaint);
  const answered = complaint.evidence?.act !== undefined;
  const reasons = CLOSING_REASONS.filter(reason => answered || reason !== 'finalResponseNotAccepted');
  return (
    <details className={classes['other']}>
      <summary>{t('form.close.title')}</summary>
      <form onSubmit={submit}>
        <p className={classes['do']}>{t('form.close.do')}</p>
        <Stack gap="sm">
          <NativeSelect
            label={t('form.close.reason')}
            value={values.reason}
            onChange={event => change({ reason: event.currentTarget.value })}
            data={reasons.map(value => ({ value, label: t(`closingReason.${value}`) }))}
            error={errorAt(send.error, 'reason') ?? errorAt(send.error, 'tries')}
          />
          {values.reason === 'unreachable' &&
            values.tries.map((each, i) => (
              <div key={i} className={classes['row']}>
                <TextInput
                  type="datetime-local"
                  label={t('form.text.tryAt', { n: i + 1 })}
                  value={each.at}
                  onChange={event => changeTry(i, { at: event.currentTarget.value })}
                />
                <NativeSelect
                  label={t('channels.channel')}
                  value={each.channel}
                  onChange={event => changeTry(i, { channel: event.currentTarget.value })}
                  data={WAYS.map(value => ({ value, label: t(`channel.${value}`) }))}
                />
              </div>
            ))}
          {send.isError && !isUnderstoodAt(send.error, ['reason', 'tries']) && <Failed error={send.error} />}
          <Button type="submit" variant="default" className={classes['submit']} loading={send.isPending}>
            {t('form.close.submit')}
          </Button>
        </Stack>
      </form>
    </details>
  );
}
