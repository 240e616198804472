import { NativeSelect, Radio, SegmentedControl } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { CLOSING_REASONS, type ComplaintDetail } from '../api/complaint-types.ts';
import { errorAt } from '../api/problem.ts';
import { useComplaintCommand } from '../api/use-complaint-command.ts';
import { DemandChoice } from './demand-choice.tsx';
import { StepForm } from './step-form.tsx';
import { useDraft } from './use-draft.ts';

interface Draft {
  way: 'asked' | 'other';
  solved: 'yes' | 'no';
  score: string;
  met: string[];
  reason: string;
}

const START: Draft = { way: 'asked', solved: 'yes', score: '4', met: [], reason: 'unreachable' };

function bodyOf({ way, solved, score, met, reason }: Draft, demands: readonly string[]): object {
  if (way === 'other') return { reason };
  return { solved: solved === 'yes', score: Number(score), met, unmet: demands.filter(each => !met.includes(each)) };
}

function Answered({ values, change, demands, error }: AnsweredProps) {
  const { t } = useTranslation();
  return (
    <>
      <Radio.Group
        label={t('form.verify.solved')}
        value={values.solved}
        onChange={solved => change({ solved: solved === 'no' ? 'no' : 'yes' })}
        error={errorAt(error, 'solved')}
      >
        <Radio value="yes" label={t('form.verify.yes')} my={6} />
        <Radio value="no" label={t('form.verify.no')} />
      </Radio.Group>
      <Radio.Group
        label={t('form.verify.score')}
        value={values.score}
        onChange={score => change({ score })}
        error={errorAt(error, 'score')}
      >
        <div style={{ display: 'flex', gap: 18, margin: '6px 0' }}>
          {['1', '2', '3', '4', '5'].map(score => (
            <Radio key={score} value={score} label={score} />
          ))}
        </div>
      </Radio.Group>
      {demands.length > 0 && (
        <DemandChoice
          label={t('form.verify.met')}
          offered={demands}
          chosen={values.met}
          onChange={met => change({ met })}
          error={errorAt(error, 'met') ?? errorAt(error, 'unmet')}
        />
      )}
    </>
  );
}

interface AnsweredProps {
  values: Draft;
  change: (part: Partial<Draft>) => void;
  demands: readonly string[];
  error: unknown;
}

export function VerifyForm({ complaint }: { complaint: ComplaintDetail }) {
  const { t } = useTranslation();
  const demands = complaint.demands ?? [];
  const { values, change, forget } = useDraft(`verify:${complaint.complaintId}`, START);
  const send = useComplaintCommand(complaint.complaintId, 'verify', forget);
  return (
    <StepForm
      step="verify"
      error={send.error}
      fields={['solved', 'score', 'met', 'unmet', 'reason']}
      busy={send.isPending}
      onSubmit={() => send.mutate(bodyOf(values, demands))}
    >
      <SegmentedControl
        aria-label={t('form.verify.way')}
        value={values.way}
        onChange={way => change({ way: way === 'other' ? 'other' : 'asked' })}
        data={[
          { value: 'asked', label: t('form.verify.asked') },
          { value: 'other', label: t('form.verify.otherReason') },
        ]}
      />
      {values.way === 'asked' ? (
        <Answered values={values} change={change} demands={demands} error={send.error} />
      ) : (
        <NativeSelect
          label={t('form.verify.reason')}
          value={values.reason}
          onChange={event => change({ reason: event.currentTarget.value })}
          data={CLOSING_REASONS.map(value => ({ value, label: t(`closingReason.${value}`) }))}
          error={errorAt(send.error, 'reason')}
        />
      )}
    </StepForm>
  );
}
