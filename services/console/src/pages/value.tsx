import { useTranslation } from 'react-i18next';
import { ValueClassesPicture } from '../charts/value-classes.tsx';
import { Head } from '../parts/head.tsx';
import { NextActions } from '../parts/next-actions.tsx';
import { Only } from '../parts/only.tsx';
import { StrategyRulesPanel } from '../parts/strategy-rules.tsx';
import classes from './customer.module.css';

/** Who brings what, what is best done next about whom, and by which rules. */
export function Value() {
  const { t } = useTranslation();
  return (
    <Only section="value">
      <Head title={t('nav.value')} />
      <div className={classes['side']}>
        <div className={classes['halves']}>
          <ValueClassesPicture />
          <StrategyRulesPanel />
        </div>
        <NextActions />
      </div>
    </Only>
  );
}
