import { Checkbox, NativeSelect } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { DEMANDS, type ComplaintDetail } from '../api/complaint-types.ts';
import { errorAt } from '../api/problem.ts';
import { useComplaintCommand } from '../api/use-complaint-command.ts';
import { DemandChoice } from './demand-choice.tsx';
import { StepForm } from './step-form.tsx';
import { useDraft } from './use-draft.ts';

const WAYS = ['phone', 'email', 'chat', 'branch', 'letter'] as const;

export function ConfirmForm({ complaint }: { complaint: ComplaintDetail }) {
  const { t } = useTranslation();
  const { values, change, forget } = useDraft(`confirm:${complaint.complaintId}`, {
    agreed: false,
    agreedBy: WAYS.find(way => way === complaint.channel) ?? 'phone',
    demands: complaint.demands ?? [],
  });
  const [missing, setMissing] = useState(false);
  const send = useComplaintCommand(complaint.complaintId, 'confirm', forget);
  function submit() {
    setMissing(!values.agreed);
    if (!values.agreed) return;
    send.mutate({ agreedAt: new Date().toISOString(), agreedBy: values.agreedBy, demands: values.demands });
  }
  return (
    <StepForm
      step="confirm"
      error={send.error}
      fields={['agreedAt', 'agreedBy', 'demands']}
      busy={send.isPending}
      onSubmit={submit}
    >
      <Checkbox
        label={t('form.confirm.agreed')}
        checked={values.agreed}
        onChange={event => change({ agreed: event.currentTarget.checked })}
        error={missing ? t('form.requiredAll') : errorAt(send.error, 'agreedAt')}
      />
      <NativeSelect
        label={t('form.confirm.agreedBy')}
        value={values.agreedBy}
        onChange={event => change({ agreedBy: WAYS.find(way => way === event.currentTarget.value) ?? 'phone' })}
        data={WAYS.map(way => ({ value: way, label: t(`agreedBy.${way}`) }))}
        error={errorAt(send.error, 'agreedBy')}
        maw={260}
      />
      <DemandChoice
        label={t('form.confirm.demands')}
        offered={DEMANDS}
        chosen={values.demands}
        onChange={demands => change({ demands })}
        error={errorAt(send.error, 'demands')}
      />
    </StepForm>
  );
}
