import { useQuery } from '@tanstack/react-query';
import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import type { Satisfaction } from '../api/measure-types.ts';
import { satisfactionQuery } from '../api/queries.ts';
import { count, decimal, signed } from '../format/figures.ts';
import { dateOf, monthOf } from '../format/time.ts';
import { Loaded, Rows } from '../parts/states.tsx';
import { columnsOption } from './bars-option.ts';
import { Chart, type Frame } from './chart.tsx';
import classes from './grid.module.css';
import { Headline } from './headline.tsx';
import { complete, lastChange, yearOnYear } from './months.ts';
import { Picture } from './picture.tsx';
import { yearOnYearOption } from './year-on-year-option.ts';

function changeOf(data: Satisfaction) {
  return lastChange(complete(data.byMonth, data.asOf).map(({ month, mean }) => ({ month, value: mean })));
}

function ByMonth({ data }: { data: Satisfaction }) {
  const { t, i18n } = useTranslation();
  const locale = i18n.language;
  const option = useCallback(
    (frame: Frame) =>
      yearOnYearOption(
        yearOnYear(complete(data.byMonth, data.asOf).map(({ month, mean }) => ({ month, value: mean }))),
        {
          current: t('satisfaction.thisYear'),
          previous: t('satisfaction.lastYear'),
          month: month => monthOf(month, locale, false),
          value: value => decimal(value, locale, Number.isInteger(value) ? 0 : 1),
          neutral: { at: 50, label: t('satisfaction.neutral') },
          step: 5,
        },
        frame,
      ),
    [data, t, locale],
  );
  const table = {
    header: [t('measures.month'), t('satisfaction.mean'), 'n'],
    rows: data.byMonth.map(({ month, mean, n }) => [month, mean, n]),
  };
  return (
    <Picture level="small" title={t('satisfaction.month')} file="satisfaction-by-month" table={table}>
      <Chart height={230} label={`${t('satisfaction.title')}: ${t('satisfaction.month')}`} option={option} />
    </Picture>
  );
}

function Distribution({ data }: { data: Satisfaction }) {
  const { t, i18n } = useTranslation();
  const locale = i18n.language;
  const option = useCallback(
    (frame: Frame) =>
      columnsOption(
        data.distribution.map(({ from, to, customers }) => ({
          name: `${from}–${to}`,
          value: customers,
          label: count(customers, locale),
        })),
        frame,
      ),
    [data, locale],
  );
  const table = {
    header: [t('satisfaction.range'), t('satisfaction.customers')],
    rows: data.distribution.map(({ from, to, customers }) => [`${from}–${to}`, customers]),
  };
  return (
    <Picture level="small" title={t('satisfaction.distribution')} file="satisfaction-distribution" table={table}>
      <Chart height={230} label={`${t('satisfaction.title')}: ${t('satisfaction.distribution')}`} option={option} />
    </Picture>
  );
}

export function SatisfactionPicture() {
  const { t, i18n } = useTranslation();
  const locale = i18n.language;
  const query = useQuery(satisfactionQuery);
  return (
    <section className={classes['wide']} aria-label={t('satisfaction.title')}>
      <h2>{t('satisfaction.title')}</h2>
      <Loaded query={query} skeleton={<Rows n={8} />}>
        {data => {
          const change = changeOf(data);
          const { low, high } = data;
          return (
            <>
              <Headline
                main
                value={data.mean === null ? null : decimal(data.mean, locale, 1)}
                unit={t('satisfaction.unit')}
                when={dateOf(data.asOf, locale)}
                n={t('figure.n', { n: count(data.n, locale) })}
                interval={
                  low != null && high != null
                    ? t('figure.interval', { low: decimal(low, locale), high: decimal(high, locale) })
                    : null
                }
                change={
                  change && {
                    by: change.by,
                    smallest: 0.5,
                    goodWhen: 'up',
                    text: t('satisfaction.change', {
                      change: signed(change.by, locale),
                      month: monthOf(change.previous.month, locale),
                    }),
                  }
                }
              />
              <div className={classes['pair']}>
                <ByMonth data={data} />
                <Distribution data={data} />
              </div>
            </>
          );
        }}
      </Loaded>
    </section>
  );
}
