import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { queueQuery, type QueueChannel } from '../api/work.ts';
import { percent } from '../format/figures.ts';
import { span } from '../format/time.ts';
import { word } from '../format/words.ts';
import { Panel } from './head.tsx';
import { Listing, type Column } from './listing.tsx';

function Abandoned({ row: { abandonment: rate, left } }: { row: QueueChannel }) {
  const { i18n } = useTranslation();
  if (rate === null) return '–';
  const shown = (share: number) => percent(share, i18n.language);
  return (
    <>
      {shown(rate.value)}{' '}
      <small className="dim">
        {shown(rate.low)}–{shown(rate.high)}, n {left}
      </small>
    </>
  );
}

/** Who waits now, by channel, and how many of the last hours gave up. */
export function WorkQueue() {
  const { t, i18n } = useTranslation();
  const { data } = useQuery(queueQuery);
  if (data === undefined) return null;
  const { channels, hours } = data;
  const columns: Column<QueueChannel>[] = [
    { head: t('work.channel'), cell: ({ channel }) => word(t, 'channel', channel) },
    { head: t('work.waiting'), number: true, cell: ({ queued }) => queued },
    { head: t('work.served'), number: true, cell: ({ started }) => started },
    {
      head: t('work.longest'),
      cell: ({ longestWait }) => (longestWait === null ? '–' : span(longestWait * 1000, i18n.language)),
    },
    { head: t('work.abandoned', { hours }), cell: row => <Abandoned row={row} /> },
  ];
  return (
    <Panel title={t('work.queue')} flush={channels.length > 0}>
      {channels.length === 0 ? (
        <p className="dim">{t('work.queueNone')}</p>
      ) : (
        <Listing label={t('work.queue')} rows={channels} columns={columns} keyOf={({ channel }) => channel} />
      )}
    </Panel>
  );
}
