import { Group, Radio, Textarea } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { ComplaintDetail } from '../api/complaint-types.ts';
import { errorAt } from '../api/problem.ts';
import { useComplaintCommand } from '../api/use-complaint-command.ts';
import { given } from '../format/fields.ts';
import { DemandChoice } from './demand-choice.tsx';
import { StepForm } from './step-form.tsx';
import { useDraft } from './use-draft.ts';
import { WhyForm } from './why-form.tsx';

interface Draft {
  solved: 'yes' | 'no' | '';
  score: string;
  met: string[];
  customerWords: string;
}

const START: Draft = { solved: '', score: '', met: [], customerWords: '' };

function bodyOf({ solved, score, met, customerWords }: Draft, demands: readonly string[]): object {
  return {
    ...(solved === '' ? {} : { solved: solved === 'yes' }),
    ...(score === '' ? {} : { score: Number(score) }),
    met,
    unmet: demands.filter(demand => !met.includes(demand)),
    ...given({ customerWords }),
  };
}

function useVerify({ complaintId, demands = [] }: ComplaintDetail) {
  const draft = useDraft<Draft>(`verify:${complaintId}`, START);
  const send = useComplaintCommand(complaintId, 'verify', draft.forget);
  return { ...draft, demands, send, submit: () => send.mutate(bodyOf(draft.values, demands)) };
}

export function VerifyForm({ complaint }: { complaint: ComplaintDetail }) {
  const { t } = useTranslation();
  const { values, change, demands, send, submit } = useVerify(complaint);
  return (
    <>
      {complaint.needs?.includes('why') && <WhyForm complaint={complaint} />}
      <StepForm
        step="verify"
        error={send.error}
        fields={['solved', 'score', 'met', 'unmet', 'customerWords']}
        busy={send.isPending}
        onSubmit={submit}
      >
        <Radio.Group
          label={t('form.verify.solved')}
          value={values.solved}
          onChange={solved => change({ solved: solved === 'no' ? 'no' : 'yes' })}
          error={errorAt(send.error, 'solved')}
        >
          <Group my={6}>
            <Radio value="yes" label={t('form.verify.yes')} />
            <Radio value="no" label={t('form.verify.no')} />
          </Group>
        </Radio.Group>
        <Radio.Group
          label={t('form.verify.score')}
          value={values.score}
          onChange={score => change({ score })}
          error={errorAt(send.error, 'score')}
        >
          <Group my={6}>
            {['1', '2', '3', '4', '5'].map(score => (
              <Radio key={score} value={score} label={score} />
            ))}
          </Group>
        </Radio.Group>
        {demands.length > 0 && (
          <DemandChoice
            label={t('form.verify.met')}
            offered={demands}
            chosen={values.met}
            onChange={met => change({ met })}
            error={errorAt(send.error, 'met') ?? errorAt(send.error, 'unmet')}
          />
        )}
        <Textarea
          label={t('form.text.customerWords')}
          autosize
          minRows={2}
          value={values.customerWords}
          onChange={event => change({ customerWords: event.currentTarget.value })}
          error={errorAt(send.error, 'customerWords')}
        />
      </StepForm>
    </>
  );
}
