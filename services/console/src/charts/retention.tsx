import { useQuery } from '@tanstack/react-query';
import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import type { Retention } from '../api/measure-types.ts';
import { retentionQuery } from '../api/queries.ts';
import { count, percent, signed } from '../format/figures.ts';
import { dateOf, monthOf } from '../format/time.ts';
import { Loaded, Rows } from '../parts/states.tsx';
import { Chart, type Frame } from './chart.tsx';
import { Headline } from './headline.tsx';
import { lastChange, yearOnYear } from './months.ts';
import { Picture } from './picture.tsx';
import { yearOnYearOption } from './year-on-year-option.ts';

/** A rate of fewer customers jumps by whole steps and says nothing. */
const ENOUGH = 10;

function Drawn({ data }: { data: Retention }) {
  const { t, i18n } = useTranslation();
  const locale = i18n.language;
  const rates = data.months.map(({ month, rate }) => ({ month, value: rate }));
  const last = data.months.findLast(month => month.rate !== null);
  const enough = last !== undefined && last.atStart >= ENOUGH;
  const change = enough ? lastChange(rates) : null;
  const option = useCallback(
    (frame: Frame) =>
      yearOnYearOption(
        yearOnYear(data.months.map(({ month, rate }) => ({ month, value: rate }))),
        {
          current: t('satisfaction.thisYear'),
          previous: t('satisfaction.lastYear'),
          month: month => monthOf(month, locale, false),
          value: value => percent(value, locale, 0),
          step: 0.05,
        },
        frame,
      ),
    [data, t, locale],
  );
  const table = {
    header: [
      t('measures.month'),
      t('retention.atStart'),
      t('retention.new'),
      t('retention.atEnd'),
      t('retention.rate'),
    ],
    rows: data.months.map(row => [row.month, row.atStart, row.new, row.atEnd, row.rate]),
    shown: data.months.map(row => [
      monthOf(row.month, locale),
      count(row.atStart, locale),
      count(row.new, locale),
      count(row.atEnd, locale),
      row.rate === null ? '–' : percent(row.rate, locale, 1),
    ]),
  };
  return (
    <Picture
      title={t('retention.title')}
      file="retention"
      table={table}
      headline={
        <Headline
          value={enough && last.rate !== null ? percent(last.rate, locale, 1) : null}
          unit={t('retention.unit')}
          when={last ? monthOf(last.month, locale) : dateOf(data.asOf, locale)}
          n={last ? t('figure.n', { n: count(last.atStart, locale) }) : ''}
          change={
            change && {
              by: change.by * 100,
              smallest: 0.5,
              goodWhen: 'up',
              text: t('retention.change', {
                change: signed(change.by * 100, locale),
                month: monthOf(change.previous.month, locale),
              }),
            }
          }
        />
      }
    >
      <Chart height={250} label={t('retention.title')} option={option} />
      <small className="dim">{t('retention.note')}</small>
    </Picture>
  );
}

export function RetentionPicture() {
  const query = useQuery(retentionQuery);
  return (
    <Loaded query={query} skeleton={<Rows n={10} />}>
      {data => <Drawn data={data} />}
    </Loaded>
  );
}
