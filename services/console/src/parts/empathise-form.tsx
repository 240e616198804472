import { Checkbox } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { ComplaintDetail } from '../api/complaint-types.ts';
import { errorAt } from '../api/problem.ts';
import { useComplaintCommand } from '../api/use-complaint-command.ts';
import { StepForm } from './step-form.tsx';
import { useDraft } from './use-draft.ts';

const SAID = ['sympathy', 'apology', 'thanks', 'why'] as const;

export function EmpathiseForm({ complaint }: { complaint: ComplaintDetail }) {
  const { t } = useTranslation();
  const { values, change, forget } = useDraft(`empathise:${complaint.complaintId}`, {
    sympathy: false,
    apology: false,
    thanks: false,
    why: false,
  });
  const send = useComplaintCommand(complaint.complaintId, 'empathise', forget);
  return (
    <StepForm
      step="empathise"
      error={send.error}
      fields={SAID}
      busy={send.isPending}
      onSubmit={() => send.mutate(values)}
    >
      {SAID.map(said => (
        <Checkbox
          key={said}
          label={t(`form.empathise.${said}`)}
          description={said === 'why' ? t('form.empathise.whyHint') : undefined}
          checked={values[said]}
          onChange={event => change({ [said]: event.currentTarget.checked })}
          error={errorAt(send.error, said)}
        />
      ))}
    </StepForm>
  );
}
