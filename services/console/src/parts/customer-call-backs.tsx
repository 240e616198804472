import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { CustomerView } from '../api/types.ts';
import { dateTime } from '../format/time.ts';
import classes from './customer-open.module.css';
import { Due } from './due.tsx';
import { Panel } from './head.tsx';
import { Why } from './why.tsx';

/** After which complaints the customer is to be called; nothing where there is nothing. */
export function CustomerCallBacks({ view }: { view: CustomerView }) {
  const { t, i18n } = useTranslation();
  const open = view.callBacks?.open ?? [];
  if (open.length === 0) return null;
  return (
    <Panel
      title={t('callBack.title')}
      aside={
        <Why figure="openCallBacks" label={t('callBack.title')}>
          <small className="dim">{t('callBack.count', { count: open.length })}</small>
        </Why>
      }
    >
      <ul className={classes['cases']}>
        {open.map(({ callBackId, complaintId, round, from, dueAt, missed }) => (
          <li key={callBackId} className={classes['case']}>
            <div className={classes['line']}>
              <Link to="/complaints/$id" params={{ id: complaintId }} className={classes['cause']}>
                {t(`callBack.round.${round}`)}
              </Link>
              <Due at={dueAt} breached={missed} />
            </div>
            {Date.parse(from) > Date.now() && (
              <small className="dim">{t('callBack.from', { time: dateTime(from, i18n.language) })}</small>
            )}
          </li>
        ))}
      </ul>
    </Panel>
  );
}
