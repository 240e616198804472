import { SegmentedControl } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useCallback, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Complaints, Counted } from '../api/measure-types.ts';
import { complaintFiguresQuery } from '../api/queries.ts';
import { count, percent } from '../format/figures.ts';
import { dateOf, monthOf } from '../format/time.ts';
import { word } from '../format/words.ts';
import { Empty, Loaded, Rows } from '../parts/states.tsx';
import { rankOption } from './bars-option.ts';
import { Chart, type Frame } from './chart.tsx';
import { ranked } from './counted.ts';
import classes from './grid.module.css';
import { Headline } from './headline.tsx';
import { ComplaintsByMonth } from './complaints-by-month.tsx';
import { lastChange, monthlyCounts } from './months.ts';
import { Picture } from './picture.tsx';

interface GroupProps {
  name: 'byCause' | 'byChannel' | 'byTimeliness' | 'byDispute';
  words: string;
  counted: readonly Counted[];
}

const SHOWN = 7;
const ORIGINS = ['all', 'own', 'historic'] as const;

function Group({ name, words, counted }: GroupProps) {
  const { t, i18n } = useTranslation();
  const locale = i18n.language;
  const total = counted.reduce((sum, group) => sum + group.n, 0);
  const rows = ranked(counted, SHOWN);
  const option = useCallback(
    (frame: Frame) =>
      rankOption(
        ranked(counted, SHOWN).map(({ key, n, merged }) => ({
          name: merged > 0 ? t('complaintFigures.rest', { n: merged }) : word(t, words, key),
          value: n,
          label: `${count(n, locale)} · ${percent(n / total, locale)}`,
        })),
        frame,
      ),
    [counted, t, words, locale, total],
  );
  const title = t(`complaintFigures.${name}`);
  const table = {
    header: [t('complaintFigures.group'), t('complaintFigures.n'), t('complaintFigures.share')],
    rows: counted.map(({ key, n }) => [key, n, total === 0 ? null : n / total]),
    shown: counted.map(({ key, n }) => [word(t, words, key), count(n, locale), percent(n / total, locale, 1)]),
  };
  return (
    <Picture level="small" title={title} file={`complaints-${name}`} table={table}>
      <Chart
        height={Math.max(60, rows.length * 26 + 8)}
        label={`${t('complaintFigures.title')}: ${title}`}
        option={option}
      />
    </Picture>
  );
}

function Drawn({ data }: { data: Complaints }) {
  const { t, i18n } = useTranslation();
  const locale = i18n.language;
  const change = lastChange(monthlyCounts(data.byMonth, data.asOf));
  if (data.total === 0) return <Empty>{t('measures.none')}</Empty>;
  return (
    <>
      <Headline
        value={count(data.total, locale)}
        unit={t('complaintFigures.unit')}
        when={dateOf(data.asOf, locale)}
        change={
          change && {
            by: change.by,
            smallest: 1,
            goodWhen: 'down',
            text: t('complaintFigures.change', {
              n: count(change.last.value, locale),
              month: monthOf(change.last.month, locale),
              before: count(change.previous.value, locale),
            }),
          }
        }
      />
      <ComplaintsByMonth data={data} />
      <div className={classes['four']}>
        <Group name="byCause" words="cause" counted={data.byCause} />
        <Group name="byChannel" words="channel" counted={data.byChannel} />
        <Group name="byTimeliness" words="timeliness" counted={data.byTimeliness} />
        <Group name="byDispute" words="dispute" counted={data.byDispute} />
      </div>
    </>
  );
}

export function ComplaintsPicture() {
  const { t } = useTranslation();
  const [origin, setOrigin] = useState('all');
  const query = useQuery({ ...complaintFiguresQuery(origin), placeholderData: keepPreviousData });
  return (
    <section className={classes['wide']} aria-label={t('complaintFigures.title')}>
      <div className={classes['titled']}>
        <h2>{t('complaintFigures.title')}</h2>
        <SegmentedControl
          size="xs"
          aria-label={t('complaintFigures.origin.label')}
          value={origin}
          onChange={setOrigin}
          data={ORIGINS.map(value => ({ value, label: t(`complaintFigures.origin.${value}`) }))}
        />
      </div>
      <Loaded query={query} skeleton={<Rows n={8} />}>
        {data => <Drawn data={data} />}
      </Loaded>
    </section>
  );
}
