import { useTranslation } from 'react-i18next';
import type { CustomerView } from '../api/types.ts';
import { word } from '../format/words.ts';
import classes from './customer-open.module.css';
import { Due } from './due.tsx';
import { Panel } from './head.tsx';

/** What somebody has to do for the customer; nothing where there is nothing. */
export function CustomerWork({ view }: { view: CustomerView }) {
  const { t } = useTranslation();
  const open = view.work?.open ?? [];
  if (open.length === 0) return null;
  return (
    <Panel title={t('work.open')}>
      <ul className={classes['cases']}>
        {open.map(item => (
          <li key={item.workItemId} className={classes['case']}>
            <div className={classes['line']}>
              <span>{word(t, 'workTask', item.task)}</span>
              <Due at={item.dueAt} />
            </div>
            <small className="dim">{word(t, 'work.role', item.role)}</small>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
