import { useQuery } from '@tanstack/react-query';
import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { valueClassesQuery, type ValueClasses } from '../api/strategy.ts';
import { count, decimal, percent } from '../format/figures.ts';
import { monthOf } from '../format/time.ts';
import { word } from '../format/words.ts';
import { Empty, Loaded, Rows } from '../parts/states.tsx';
import { Chart, type Frame } from './chart.tsx';
import { Headline } from './headline.tsx';
import { Picture } from './picture.tsx';
import { sharesOption } from './shares-option.ts';

function Drawn({ data: { classes, month, revenue } }: { data: ValueClasses }) {
  const { t, i18n } = useTranslation();
  const locale = i18n.language;
  const share = (value: number | null) => (value === null ? '–' : percent(value, locale));
  const option = useCallback(
    (frame: Frame) => {
      const pair = (value: number | null, to: number) => ({
        share: value ?? 0,
        reference: to / 100,
        label: `${value === null ? '–' : percent(value, locale)} (${percent(to / 100, locale)})`,
      });
      const rows = classes.map(({ valueClass, revenueShare, profitShare, reference }) => ({
        name: word(t, 'valueClass', valueClass),
        shares: [pair(revenueShare, reference.revenueShare), pair(profitShare, reference.profitShare)],
      }));
      return sharesOption(rows, [t('valueShares.ofRevenue'), t('valueShares.ofProfit')], frame);
    },
    [classes, t, locale],
  );
  const [first] = classes;
  if (month === null || !first) return <Empty>{t('valueShares.none')}</Empty>;
  const header = ['class', 'customers', 'revenue', 'reference', 'profit', 'profitReference'];
  const table = {
    header: header.map(key => t(`valueShares.${key}`)),
    rows: classes.map(row => [
      row.valueClass,
      row.customers,
      row.revenueShare,
      row.reference.revenueShare / 100,
      row.profitShare,
      row.reference.profitShare / 100,
    ]),
    shown: classes.map(row => [
      word(t, 'valueClass', row.valueClass),
      count(row.customers, locale),
      share(row.revenueShare),
      share(row.reference.revenueShare / 100),
      share(row.profitShare),
      share(row.reference.profitShare / 100),
    ]),
  };
  const n = classes.reduce((sum, { customers }) => sum + customers, 0);
  return (
    <Picture
      title={t('valueShares.title')}
      file="value-classes"
      table={table}
      headline={
        <Headline
          value={first.revenueShare === null ? null : percent(first.revenueShare, locale)}
          unit={t('valueShares.unit', {
            valueClass: word(t, 'valueClass', first.valueClass),
            customers: count(first.customers, locale),
          })}
          when={monthOf(month, locale)}
          n={t('figure.n', { n: count(n, locale) })}
          note={revenue.gini === null ? null : t('valueShares.gini', { value: decimal(revenue.gini, locale, 2) })}
        />
      }
    >
      <Chart height={170} label={t('valueShares.title')} option={option} />
      <small className="dim">{t('valueShares.note')}</small>
    </Picture>
  );
}

/** What each value class brings, beside what it was to bring. */
export function ValueClassesPicture() {
  const query = useQuery(valueClassesQuery);
  return (
    <Loaded query={query} skeleton={<Rows n={6} />}>
      {data => <Drawn data={data} />}
    </Loaded>
  );
}
