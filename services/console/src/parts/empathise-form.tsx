import { Checkbox, Textarea } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { ComplaintDetail } from '../api/complaint-types.ts';
import { errorAt } from '../api/problem.ts';
import { useComplaintCommand } from '../api/use-complaint-command.ts';
import { given } from '../format/fields.ts';
import { StepForm } from './step-form.tsx';
import { useDraft } from './use-draft.ts';

const SAID = ['sympathy', 'apology', 'thanks', 'why'] as const;
const TEXTS = ['apologyText', 'whyText'] as const;

export function EmpathiseForm({ complaint }: { complaint: ComplaintDetail }) {
  const { t } = useTranslation();
  const { values, change, forget } = useDraft(`empathise:${complaint.complaintId}`, {
    sympathy: false,
    apology: false,
    thanks: false,
    why: false,
    apologyText: '',
    whyText: '',
  });
  const send = useComplaintCommand(complaint.complaintId, 'empathise', forget);
  return (
    <StepForm
      step="empathise"
      error={send.error}
      fields={[...SAID, ...TEXTS]}
      busy={send.isPending}
      onSubmit={() => send.mutate(given(values))}
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
      {TEXTS.filter(text => text === 'apologyText' || values.why).map(text => (
        <Textarea
          key={text}
          label={t(`form.text.${text}`)}
          autosize
          minRows={2}
          value={values[text]}
          onChange={event => change({ [text]: event.currentTarget.value })}
          error={errorAt(send.error, text)}
        />
      ))}
    </StepForm>
  );
}
