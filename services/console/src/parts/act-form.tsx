import { NativeSelect, Textarea, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { OUTCOMES, type ComplaintDetail } from '../api/complaint-types.ts';
import { errorAt } from '../api/problem.ts';
import { useSession } from '../api/session.ts';
import { useComplaintCommand } from '../api/use-complaint-command.ts';
import { codeOf, given, localMinute } from '../format/fields.ts';
import { word } from '../format/words.ts';
import { DemandChoice } from './demand-choice.tsx';
import { StepForm } from './step-form.tsx';
import classes from './step-form.module.css';
import { useDraft } from './use-draft.ts';

const ACTIONS = [
  'replacement',
  'refund',
  'repair',
  'expressDelivery',
  'sendMissingParts',
  'correctInvoice',
  'correctInformation',
  'supervisorCall',
  'goodwill',
  'other',
];
const DAY = 86_400_000;

export function ActForm({ complaint }: { complaint: ComplaintDetail }) {
  const { t } = useTranslation();
  const { session } = useSession();
  const { values, change, forget } = useDraft<{
    action: string;
    owner: string;
    dueAt: string;
    answered: string[];
    outcome: string;
    finalAnswer: string;
  }>(`act:${complaint.complaintId}`, {
    action: 'replacement',
    owner: session?.name ?? '',
    dueAt: localMinute(Date.now() + DAY),
    answered: [],
    outcome: 'upheld',
    finalAnswer: '',
  });
  const send = useComplaintCommand(complaint.complaintId, 'act', forget);
  const at = (field: string) => errorAt(send.error, `actions/0/${field}`);
  function submit() {
    const { action, owner, dueAt, answered, outcome, finalAnswer } = values;
    const due = Number.isNaN(Date.parse(dueAt)) ? dueAt : new Date(dueAt).toISOString();
    send.mutate({
      actions: [{ action, owner: codeOf(owner), dueAt: due }],
      answered,
      outcome,
      ...given({ finalAnswer }),
    });
  }
  return (
    <StepForm
      step="act"
      error={send.error}
      fields={['actions', 'answered', 'outcome', 'finalAnswer']}
      busy={send.isPending}
      onSubmit={submit}
    >
      <NativeSelect
        label={t('form.act.action')}
        value={values.action}
        onChange={event => change({ action: event.currentTarget.value })}
        data={ACTIONS.map(value => ({ value, label: word(t, 'action', value) }))}
        error={at('action')}
      />
      <div className={classes['row']}>
        <TextInput
          label={t('form.act.owner')}
          value={values.owner}
          onChange={event => change({ owner: event.currentTarget.value })}
          error={at('owner')}
        />
        <TextInput
          type="datetime-local"
          label={t('form.act.dueAt')}
          value={values.dueAt}
          onChange={event => change({ dueAt: event.currentTarget.value })}
          error={at('dueAt')}
        />
      </div>
      {(complaint.demands ?? []).length > 0 && (
        <DemandChoice
          label={t('form.act.answered')}
          offered={complaint.demands ?? []}
          chosen={values.answered}
          onChange={answered => change({ answered })}
          error={errorAt(send.error, 'answered')}
        />
      )}
      <NativeSelect
        label={t('form.act.outcome')}
        value={values.outcome}
        onChange={event => change({ outcome: event.currentTarget.value })}
        data={OUTCOMES.map(value => ({ value, label: t(`complaintOutcome.${value}`) }))}
        error={errorAt(send.error, 'outcome')}
        maw={260}
      />
      <Textarea
        label={t('form.text.finalAnswer')}
        autosize
        minRows={2}
        value={values.finalAnswer}
        onChange={event => change({ finalAnswer: event.currentTarget.value })}
        error={errorAt(send.error, 'finalAnswer')}
      />
    </StepForm>
  );
}
