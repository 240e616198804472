import { useQuery } from '@tanstack/react-query';
import { useCallback, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { ChannelFigures, Channels } from '../api/measure-types.ts';
import { channelsQuery } from '../api/queries.ts';
import { count, decimal, percent } from '../format/figures.ts';
import { dateOf } from '../format/time.ts';
import { word } from '../format/words.ts';
import { Empty, Loaded, Rows } from '../parts/states.tsx';
import { channelsOption } from './channels-option.ts';
import { Chart, type Frame } from './chart.tsx';
import { Headline } from './headline.tsx';
import { Picture } from './picture.tsx';
import { meanCsat, pleasing } from './channel-facts.ts';

/** More rows than this are read as a table. */
const SHOWN = 8;

function useOption(rows: readonly ChannelFigures[]) {
  const { t, i18n } = useTranslation();
  const locale = i18n.language;
  return useCallback(
    (frame: Frame) => {
      const mean = meanCsat(rows);
      return channelsOption(
        rows.map(row => ({
          name: word(t, 'channel', row.channel),
          volume: row.interactions,
          volumeLabel: `${count(row.interactions, locale)} · ${percent(row.share, locale)}`,
          csat: row.meanCsat,
          csatLabel:
            row.meanCsat === null
              ? ''
              : `${decimal(row.meanCsat, locale)}${frame.width < 460 ? '' : ` (n ${count(row.nCsat, locale)})`}`,
        })),
        {
          volume: t('channels.contacts'),
          csat: mean === null ? t('channels.csat') : t('channels.mean', { value: decimal(mean, locale) }),
          mean,
        },
        frame,
      );
    },
    [rows, t, locale],
  );
}

function Drawn({ data }: { data: Channels }) {
  const { t, i18n } = useTranslation();
  const locale = i18n.language;
  const rows = data.channels;
  const drawn = useMemo(() => rows.filter(row => row.interactions > 0).slice(0, SHOWN), [rows]);
  const option = useOption(drawn);
  const [first] = rows;
  const extremes = pleasing(rows);
  const total = rows.reduce((sum, row) => sum + row.interactions, 0);
  if (!first) return <Empty>{t('measures.none')}</Empty>;
  const header = ['channel', 'contacts', 'share', 'csat', 'nCsat', 'complaints'].map(key => t(`channels.${key}`));
  const table = {
    header,
    rows: rows.map(row => [row.channel, row.interactions, row.share, row.meanCsat, row.nCsat, row.complaints]),
    shown: rows.map(row => [
      word(t, 'channel', row.channel),
      count(row.interactions, locale),
      percent(row.share, locale, 1),
      row.meanCsat === null ? t('channels.few') : decimal(row.meanCsat, locale, 2),
      count(row.nCsat, locale),
      count(row.complaints, locale),
    ]),
  };
  const note =
    extremes &&
    t('channels.best', {
      best: word(t, 'channel', extremes.best.channel),
      high: decimal(extremes.best.meanCsat, locale),
      worst: word(t, 'channel', extremes.worst.channel),
      low: decimal(extremes.worst.meanCsat, locale),
    });
  return (
    <Picture
      title={t('channels.title')}
      file="channels"
      table={table}
      headline={
        <Headline
          value={percent(first.share, locale)}
          unit={t('channels.unit', { channel: word(t, 'channel', first.channel) })}
          when={dateOf(data.asOf, locale)}
          n={t('figure.n', { n: count(total, locale) })}
          note={note}
        />
      }
    >
      <Chart
        height={Math.max(200, 46 + drawn.length * 28)}
        label={`${t('channels.title')}. ${note ?? ''}`}
        option={option}
      />
      {rows.length > drawn.length && (
        <small className="dim">{t('channels.more', { count: rows.length - drawn.length })}</small>
      )}
    </Picture>
  );
}

export function ChannelsPicture() {
  const query = useQuery({
    ...channelsQuery,
    select: (data: Channels): Channels => ({
      ...data,
      channels: data.channels.toSorted((a, b) => b.interactions - a.interactions),
    }),
  });
  return (
    <Loaded query={query} skeleton={<Rows n={10} />}>
      {data => <Drawn data={data} />}
    </Loaded>
  );
}
