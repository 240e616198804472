import { useTranslation } from 'react-i18next';
import type { CustomerView } from '../api/types.ts';
import { word } from '../format/words.ts';
import classes from './customer-open.module.css';
import { Due } from './due.tsx';
import { Panel } from './head.tsx';
import { Why } from './why.tsx';

/** What the customer waits for by our standards, what is due first at first; nothing where there is nothing. */
export function CustomerClocks({ view }: { view: CustomerView }) {
  const { t } = useTranslation();
  const open = view.standards?.open ?? [];
  if (open.length === 0) return null;
  return (
    <Panel
      title={t('customer.waits')}
      aside={
        <Why figure="openStandards" label={t('customer.waits')}>
          <small className="dim">{t('customer.waitsCount', { count: open.length })}</small>
        </Why>
      }
    >
      <ul className={classes['cases']}>
        {open.map(({ clockId, measure, channel, dueAt, breached }) => (
          <li key={clockId} className={classes['case']}>
            <div className={classes['line']}>
              <span>
                {word(t, 'measureOf', measure)} <small className="dim">{word(t, 'channel', channel)}</small>
              </span>
              <Due at={dueAt} breached={breached} />
            </div>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
