import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { ComplaintRow } from '../api/complaint-types.ts';
import { ago, dateTime } from '../format/time.ts';
import { word } from '../format/words.ts';
import { Due } from './due.tsx';
import { StepBar } from './step-bar.tsx';
import classes from './table.module.css';

interface ComplaintTableProps {
  rows: readonly ComplaintRow[];
  names: Record<string, string | null>;
  closed: boolean;
}

function Row({ row, name, closed }: { row: ComplaintRow; name: string | null | undefined; closed: boolean }) {
  const { t, i18n } = useTranslation();
  return (
    <tr>
      <td>
        <Link to="/complaints/$id" params={{ id: row.complaintId }} className={classes['link']}>
          {word(t, 'cause', row.cause) || t('kindOne.complaint')}
        </Link>
        <span className={classes['under']}>{name ?? t('customer.unnamed')}</span>
      </td>
      <td>
        {!closed && row.paused && <span className="warn">{t('complaint.clockPaused')}</span>}
        {!closed && !row.paused && <Due at={row.dueAt ?? null} breached={row.breached ?? false} />}
        {closed && word(t, 'closingReason', row.reason)}
      </td>
      <td>
        {row.historic ? (
          <span className="dim">{t('complaint.historic')}</span>
        ) : (
          <StepBar step={row.step} closed={closed} />
        )}
      </td>
      <td>{word(t, 'severity', row.severity)}</td>
      <td className={classes['wideOnly']}>
        {row.openedAt && (
          <time dateTime={row.openedAt} title={dateTime(row.openedAt, i18n.language)}>
            {ago(row.openedAt, i18n.language)}
          </time>
        )}
      </td>
    </tr>
  );
}

export function ComplaintTable({ rows, names, closed }: ComplaintTableProps) {
  const { t } = useTranslation();
  return (
    <table className={classes['table']}>
      <thead>
        <tr>
          <th>{t('complaints.cause')}</th>
          <th>{t(closed ? 'complaint.reason' : 'complaints.due')}</th>
          <th>{t('complaints.step')}</th>
          <th>{t('complaints.severity')}</th>
          <th>{t('complaints.opened')}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(row => (
          <Row key={row.complaintId} row={row} name={names[row.customerId]} closed={closed} />
        ))}
      </tbody>
    </table>
  );
}
