import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { CustomerView, OpenComplaint } from '../api/types.ts';
import { word } from '../format/words.ts';
import classes from './customer-open.module.css';
import { Due } from './due.tsx';
import { Panel } from './head.tsx';
import { StepBar } from './step-bar.tsx';
import { Why } from './why.tsx';

function OpenCase({ complaint }: { complaint: OpenComplaint }) {
  const { t } = useTranslation();
  return (
    <li className={classes['case']}>
      <div className={classes['line']}>
        <Link to="/complaints/$id" params={{ id: complaint.complaintId }} className={classes['cause']}>
          {word(t, 'cause', complaint.cause) || t('kindOne.complaint')}
        </Link>
        <span className="dim">{word(t, 'severity', complaint.severity)}</span>
      </div>
      <div className={classes['line']}>
        <StepBar step={complaint.step} />
        <Due at={complaint.dueAt ?? null} breached={complaint.breached ?? false} house />
      </div>
    </li>
  );
}

export function CustomerOpen({ view }: { view: CustomerView }) {
  const { t } = useTranslation();
  const open = view.complaints?.open ?? [];
  const closed = view.complaints?.closed ?? 0;
  return (
    <Panel
      title={t('customer.open')}
      aside={
        <small className="dim">
          {open.length > 0 && (
            <Why figure="openComplaints" label={t('customer.openCount', { count: open.length })}>
              {t('customer.openCount', { count: open.length })}
            </Why>
          )}
          {open.length > 0 && closed > 0 && ' · '}
          {closed > 0 && (
            <Why figure="closedComplaints" label={t('customer.closed', { count: closed })}>
              {t('customer.closed', { count: closed })}
            </Why>
          )}
        </small>
      }
    >
      {open.length === 0 ? (
        <p className={classes['none']}>{t('customer.openNone')}</p>
      ) : (
        <ul className={classes['cases']}>
          {open.map(complaint => (
            <OpenCase key={complaint.complaintId} complaint={complaint} />
          ))}
        </ul>
      )}
    </Panel>
  );
}
