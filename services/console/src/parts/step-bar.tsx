import { useTranslation } from 'react-i18next';
import { STEPS, type Step } from '../api/types.ts';
import classes from './step-bar.module.css';

/** Four segments; the one in hand is named, so that colour is never alone. */
export function StepBar({ step, closed = false }: { step?: Step | null | undefined; closed?: boolean }) {
  const { t } = useTranslation();
  const at = step ? STEPS.indexOf(step) : -1;
  const label = closed || !step ? t('step.done') : t('step.of', { n: at + 1, name: t(`step.${step}`) });
  return (
    <span className={classes['bar']}>
      <span className={classes['segments']} aria-hidden="true">
        {STEPS.map((name, i) => (
          <i key={name} data-state={closed || i < at ? 'done' : i === at ? 'now' : 'later'} />
        ))}
      </span>
      <span className={classes['label']}>{label}</span>
    </span>
  );
}
