import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import type { Complaints } from '../api/measure-types.ts';
import { count } from '../format/figures.ts';
import { monthOf } from '../format/time.ts';
import { Chart, type Frame } from './chart.tsx';
import { monthlyCounts, yearOnYear } from './months.ts';
import { Picture } from './picture.tsx';
import { yearOnYearOption } from './year-on-year-option.ts';

/** Round steps that give the axis a handful of lines, whatever the size of the counts. */
function stepOf(most: number): number {
  const magnitude = 10 ** Math.floor(Math.log10(Math.max(1, most / 4)));
  return Math.max(1, magnitude);
}

/** Nothing is drawn where the last two years have no case, such as for cases filed from long ago. */
export function ComplaintsByMonth({ data }: { data: Complaints }) {
  const { t, i18n } = useTranslation();
  const locale = i18n.language;
  const option = useCallback(
    (frame: Frame) => {
      const values = monthlyCounts(data.byMonth, data.asOf);
      return yearOnYearOption(
        yearOnYear(values),
        {
          current: t('satisfaction.thisYear'),
          previous: t('satisfaction.lastYear'),
          month: month => monthOf(month, locale, false),
          value: value => count(value, locale),
          step: stepOf(Math.max(...values.map(({ value }) => value ?? 0))),
        },
        frame,
      );
    },
    [data, t, locale],
  );
  if (monthlyCounts(data.byMonth, data.asOf).every(({ value }) => value === 0)) return null;
  const title = t('complaintFigures.byMonth');
  const table = { header: [t('measures.month'), t('complaintFigures.n')], rows: data.byMonth.map(r => [r.month, r.n]) };
  return (
    <Picture level="small" title={title} file="complaints-by-month" table={table}>
      <Chart height={180} label={`${t('complaintFigures.title')}: ${title}`} option={option} />
    </Picture>
  );
}
