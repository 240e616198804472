import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ComplaintDetail } from '../api/complaint-types.ts';
import { STEPS, type Step } from '../api/types.ts';
import { takenAt } from '../format/evidence.ts';
import { dateTime } from '../format/time.ts';
import { word } from '../format/words.ts';
import { ActForm } from './act-form.tsx';
import classes from './complaint.module.css';
import { ClosingForm } from './closing-form.tsx';
import { ConfirmForm } from './confirm-form.tsx';
import { EmpathiseForm } from './empathise-form.tsx';
import { Evidence, HistoricFacts } from './evidence.tsx';
import { Panel } from './head.tsx';
import { CheckIcon } from './icons.tsx';
import { VerifyForm } from './verify-form.tsx';

const FORMS = { confirm: ConfirmForm, empathise: EmpathiseForm, act: ActForm, verify: VerifyForm };

type State = 'done' | 'now' | 'later';

interface StepLineProps {
  step: Step;
  n: number;
  state: State;
  at: string | null;
  children: ReactNode;
}

function StepLine({ step, n, state, at, children }: StepLineProps) {
  const { t, i18n } = useTranslation();
  return (
    <li className={classes['step']} data-state={state} aria-current={state === 'now' ? 'step' : undefined}>
      <span className={classes['mark']}>{state === 'done' ? <CheckIcon /> : n}</span>
      <div className={classes['inside']}>
        <h3>
          {t(`step.${step}`)}
          {state === 'later' && <small className="dim">{t('complaint.later')}</small>}
          {at && <small className="dim">{dateTime(at, i18n.language)}</small>}
        </h3>
        {children}
      </div>
    </li>
  );
}

function Ending({ complaint }: { complaint: ComplaintDetail }) {
  const { t } = useTranslation();
  if (complaint.status !== 'closed') return null;
  return (
    <p className={classes['ending']}>
      <strong>{t('complaint.closed')}</strong>
      {complaint.reason && !complaint.historic && `: ${word(t, 'closingReason', complaint.reason)}`}
      {complaint.outcome && ` · ${word(t, 'complaintOutcome', complaint.outcome)}`}
      {complaint.historic && `: ${t('complaint.historic')}`}
    </p>
  );
}

export function Steps({ complaint }: { complaint: ComplaintDetail }) {
  const { t } = useTranslation();
  const closed = complaint.status === 'closed';
  const at = closed ? STEPS.length : STEPS.indexOf(complaint.step ?? 'confirm');
  return (
    <Panel title={t('complaint.steps')}>
      <Ending complaint={complaint} />
      {complaint.historic && <HistoricFacts complaint={complaint} />}
      {!complaint.historic && (
        <ol className={classes['steps']}>
          {STEPS.map((step, i) => {
            const state = i < at ? 'done' : i === at ? 'now' : 'later';
            const Form = FORMS[step];
            return (
              <StepLine key={step} step={step} n={i + 1} state={state} at={takenAt(complaint, step)}>
                <Evidence complaint={complaint} step={step} />
                {state === 'now' && <Form complaint={complaint} />}
              </StepLine>
            );
          })}
        </ol>
      )}
      {!closed && <ClosingForm complaint={complaint} />}
    </Panel>
  );
}
