import { Checkbox, NativeSelect, Textarea } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { DEMANDS, type ComplaintDetail } from '../api/complaint-types.ts';
import { errorAt } from '../api/problem.ts';
import { useComplaintCommand } from '../api/use-complaint-command.ts';
import { given } from '../format/fields.ts';
import { DemandChoice } from './demand-choice.tsx';
import { StepForm } from './step-form.tsx';
import { useDraft } from './use-draft.ts';

const WAYS = ['phone', 'email', 'chat', 'branch', 'letter'] as const;

function useConfirm(complaint: ComplaintDetail) {
  const draft = useDraft(`confirm:${complaint.complaintId}`, {
    restatement: '',
    agreed: false,
    agreedBy: WAYS.find(way => way === complaint.channel) ?? 'phone',
    demands: complaint.demands ?? [],
  });
  const send = useComplaintCommand(complaint.complaintId, 'confirm', draft.forget);
  function submit() {
    const { restatement, agreedBy, demands } = draft.values;
    send.mutate({ ...given({ restatement }), agreedAt: new Date().toISOString(), agreedBy, demands });
  }
  return { ...draft, send, submit, at: (field: string) => errorAt(send.error, field) };
}

export function ConfirmForm({ complaint }: { complaint: ComplaintDetail }) {
  const { t } = useTranslation();
  const { values, change, send, submit, at } = useConfirm(complaint);
  const [missing, setMissing] = useState(false);
  return (
    <StepForm
      step="confirm"
      error={send.error}
      fields={['restatement', 'agreedAt', 'agreedBy', 'demands']}
      busy={send.isPending}
      onSubmit={() => {
        setMissing(!values.agreed);
        if (values.agreed) submit();
      }}
    >
      <Textarea
        label={t('form.text.restatement')}
        description={t('form.text.restatementHint')}
        autosize
        minRows={2}
        value={values.restatement}
        onChange={event => change({ restatement: event.currentTarget.value })}
        error={at('restatement')}
      />
      <Checkbox
        label={t('form.confirm.agreed')}
        checked={values.agreed}
        onChange={event => change({ agreed: event.currentTarget.checked })}
        error={missing && !values.agreed ? t('form.requiredAll') : at('agreedAt')}
      />
      <NativeSelect
        label={t('form.confirm.agreedBy')}
        value={values.agreedBy}
        onChange={event => change({ agreedBy: WAYS.find(way => way === event.currentTarget.value) ?? 'phone' })}
        data={WAYS.map(way => ({ value: way, label: t(`agreedBy.${way}`) }))}
        error={at('agreedBy')}
        maw={260}
      />
      <DemandChoice
        label={t('form.confirm.demands')}
        offered={DEMANDS}
        chosen={values.demands}
        onChange={demands => change({ demands })}
        error={at('demands')}
      />
    </StepForm>
  );
}
