import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { CustomerRow } from '../api/types.ts';
import { count } from '../format/figures.ts';
import { ago, dateTime } from '../format/time.ts';
import { word } from '../format/words.ts';
import { ComplaintsIcon } from './icons.tsx';
import { More, type Paged } from './more.tsx';
import classes from './table.module.css';

function Row({ row }: { row: CustomerRow }) {
  const { t, i18n } = useTranslation();
  const open = row.openComplaints ?? 0;
  return (
    <tr>
      <td className={classes['main']}>
        <Link to="/customers/$id" params={{ id: row.customerId }} className={classes['link']}>
          {row.name ?? t('customer.unnamed')}
        </Link>
        <span className={classes['under']}>{row.identifiers?.map(i => i.masked).join(' · ')}</span>
      </td>
      <td data-label={t('customers.stage')}>
        <span className={row.stage === 'atRisk' || row.stage === 'lapsed' ? 'warn' : ''}>
          {word(t, 'stage', row.stage)}
        </span>
      </td>
      <td data-label={t('customers.lastContact')}>
        {row.lastContactAt ? (
          <time dateTime={row.lastContactAt} title={dateTime(row.lastContactAt, i18n.language)}>
            {ago(row.lastContactAt, i18n.language)}
          </time>
        ) : (
          <span className="dim">{t('customers.never')}</span>
        )}
      </td>
      <td data-label={t('customers.open')} className={classes['number']}>
        {open > 0 ? (
          <span className={`bad ${classes['mark']}`}>
            <ComplaintsIcon /> {count(open, i18n.language)}
          </span>
        ) : (
          <span className="dim">{t('customers.none')}</span>
        )}
      </td>
    </tr>
  );
}

export function CustomerTable({ rows, query }: { rows: readonly CustomerRow[]; query: Paged }) {
  const { t } = useTranslation();
  return (
    <>
      <table className={classes['table']}>
        <thead>
          <tr>
            <th>{t('customers.name')}</th>
            <th>{t('customers.stage')}</th>
            <th>{t('customers.lastContact')}</th>
            <th className={classes['number']}>{t('customers.open')}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(row => (
            <Row key={row.customerId} row={row} />
          ))}
        </tbody>
      </table>
      <p className={classes['count']} role="status">
        {t('customers.shown', { count: rows.length })}
      </p>
      <More query={query} />
    </>
  );
}
