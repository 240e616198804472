import { Button, Textarea } from '@mantine/core';
import type { FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { ComplaintDetail } from '../api/complaint-types.ts';
import { useComplaintCommand } from '../api/use-complaint-command.ts';
import { given } from '../format/fields.ts';
import { Failed } from './states.tsx';
import classes from './step-form.module.css';
import { useDraft } from './use-draft.ts';

/** The why that was left open at step 2 and must be told before the customer is asked. */
export function WhyForm({ complaint }: { complaint: ComplaintDetail }) {
  const { t } = useTranslation();
  const { values, change, forget } = useDraft(`why:${complaint.complaintId}`, { whyText: '' });
  const send = useComplaintCommand(complaint.complaintId, 'empathise', forget);
  function submit(event: FormEvent) {
    event.preventDefault();
    send.mutate({ why: true, ...given(values) });
  }
  return (
    <form onSubmit={submit} className={classes['first']}>
      <p className={classes['do']}>{t('form.why.do')}</p>
      <Textarea
        label={t('form.text.whyText')}
        autosize
        minRows={2}
        value={values.whyText}
        onChange={event => change({ whyText: event.currentTarget.value })}
      />
      {send.isError && <Failed error={send.error} />}
      <Button type="submit" variant="default" mt="xs" loading={send.isPending}>
        {t('form.why.submit')}
      </Button>
    </form>
  );
}
