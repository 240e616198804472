import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { queueQuery, type QueueChannel } from '../api/work.ts';
import { percent } from '../format/figures.ts';
import { span } from '../format/time.ts';
import { word } from '../format/words.ts';
import { Panel } from './head.tsx';
import classes from './table.module.css';

function Channel({ row }: { row: QueueChannel }) {
  const { t, i18n } = useTranslation();
  const shown = (share: number) => percent(share, i18n.language);
  const rate = row.abandonment;
  return (
    <tr>
      <th scope="row">{word(t, 'channel', row.channel)}</th>
      <td className={classes['number']}>{row.queued}</td>
      <td className={classes['number']}>{row.started}</td>
      <td>{row.longestWait === null ? '–' : span(row.longestWait * 1000, i18n.language)}</td>
      <td>
        {rate === null ? '–' : shown(rate.value)}{' '}
        {rate !== null && (
          <small className="dim">
            {shown(rate.low)}–{shown(rate.high)}, n {row.left}
          </small>
        )}
      </td>
    </tr>
  );
}

/** Who waits now, by channel, and how many of the last hours gave up. */
export function WorkQueue() {
  const { t } = useTranslation();
  const { data } = useQuery(queueQuery);
  if (data === undefined) return null;
  return (
    <Panel title={t('work.queue')} flush={data.channels.length > 0}>
      {data.channels.length === 0 ? (
        <p className="dim">{t('work.queueNone')}</p>
      ) : (
        <table className={classes['table']}>
          <thead>
            <tr>
              <th>{t('work.channel')}</th>
              <th>{t('work.waiting')}</th>
              <th>{t('work.served')}</th>
              <th>{t('work.longest')}</th>
              <th>{t('work.abandoned', { hours: data.hours })}</th>
            </tr>
          </thead>
          <tbody>
            {data.channels.map(row => (
              <Channel key={row.channel} row={row} />
            ))}
          </tbody>
        </table>
      )}
    </Panel>
  );
}
