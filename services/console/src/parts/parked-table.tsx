import { UnstyledButton } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { ParkedRow } from '../api/parked.ts';
import { ago, dateTime } from '../format/time.ts';
import { humanise } from '../format/words.ts';
import classes from './parked.module.css';
import table from './table.module.css';

function Moment({ at }: { at: string }) {
  const { i18n } = useTranslation();
  return (
    <time dateTime={at} title={dateTime(at, i18n.language)}>
      {ago(at, i18n.language)}
    </time>
  );
}

interface RowProps {
  row: ParkedRow;
  dropped: boolean;
  names: Record<string, string | null>;
  onOpen: (row: ParkedRow) => void;
}

function Row({ row, dropped, names, onOpen }: RowProps) {
  const { t } = useTranslation();
  const why = dropped ? row.dropReason : (row.failure ?? row.reason);
  return (
    <tr>
      <td className={classes['what']}>
        <UnstyledButton className={`${table['link']} ${classes['name']}`} onClick={() => onOpen(row)}>
          {row.type === null ? t('parked.noType') : humanise(row.type)}
        </UnstyledButton>
        <span className={table['under']}>{why}</span>
      </td>
      <td className={`nowrap ${classes['where']}`}>{t(`parked.service.${row.service}`)}</td>
      <td className={`${classes['subject']} ${table['wideOnly']}`}>
        {names[row.subject] ?? <code>{row.subject}</code>}
      </td>
      {!dropped && (
        <td className={`nowrap ${table['wideOnly']}`}>
          {row.behind > 0 ? t('parked.behindCount', { count: row.behind }) : <span className="dim">–</span>}
        </td>
      )}
      <td className="nowrap">
        <Moment at={(dropped ? row.droppedAt : null) ?? row.parkedAt} />
      </td>
    </tr>
  );
}

export function ParkedTable({ rows, dropped, names, onOpen }: Omit<RowProps, 'row'> & { rows: readonly ParkedRow[] }) {
  const { t } = useTranslation();
  return (
    <table className={table['table']}>
      <thead>
        <tr>
          <th>{t(dropped ? 'parked.whatDropped' : 'parked.what')}</th>
          <th>{t('parked.in')}</th>
          <th>{t('parked.subject')}</th>
          {!dropped && <th>{t('parked.behind')}</th>}
          <th>{t(dropped ? 'parked.droppedAt' : 'parked.since')}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(row => (
          <Row key={`${row.service}/${row.id}`} row={row} dropped={dropped} names={names} onOpen={onOpen} />
        ))}
      </tbody>
    </table>
  );
}
