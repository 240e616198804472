import texts from './report-texts.json' with { type: 'json' };
import type { GoalSeen, PeriodFigures, PlaceTrend, Report } from '../domain/report.ts';
import type { MoneyInMonth } from '../projections/report.query.ts';
import { bars } from './report-chart.ts';
import { STYLE } from './report-style.ts';
import { escaped, section, table } from './printed.ts';

export interface ReportToCustomer extends Report {
  readonly customerId: string;
  readonly asOf: string;
  readonly money: readonly MoneyInMonth[];
}

export type Language = keyof typeof texts;
type Word = keyof (typeof texts)['en'];

const SHARES = ['sentOnTime', 'arrivedOnTime', 'documentsRight', 'shippedRight', 'lossAndDamage', 'accidents'] as const;

interface Says {
  readonly t: (word: Word) => string;
  readonly count: (value: number) => string;
  readonly share: (value: number | null) => string;
  /** By how much a figure grew; a share in percentage points. */
  readonly change: (by: number) => string;
  readonly points: (now: number | null, before: number | null) => string;
  readonly money: (minor: number, currency: string) => string;
}

/** The report as a page of its own: no scripts, nothing fetched, black on white, for a screen and for paper. */
export function reportPage(report: ReportToCustomer, language: Language): string {
  const says = saying(language);
  const { t } = says;
  const { period, customerId, asOf } = report;
  const title = `${t('title')} ${period.name}`;
  return `<!doctype html>
<html lang="${language === 'zh' ? 'zh-CN' : 'en'}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(title)}</title><style>${STYLE}</style></head>
<body><main>
<header><h1>${escaped(title)}</h1>
<dl><dt>${t('customer')}</dt><dd>${escaped(customerId)}</dd><dt>${t(period.kind)}</dt><dd>${escaped(period.name)}</dd>
<dt>${t('asOf')}</dt><dd>${escaped(asOf.slice(0, 10))}</dd></dl></header>
${section(t('figures'), report.figures.deliveries === 0 ? paragraph(t('noDeliveries')) : figures(report, says))}
${section(t('goals'), report.goals.length === 0 ? paragraph(t('noGoals')) : goals(report.goals, says))}
${report.money.length === 0 ? '' : section(t('money'), moneyTable(report, says))}
${section(t('trend'), trend(report, says))}
${grouped(
  t('places'),
  t('place'),
  report.places.map(one => ({ ...one, name: one.place ?? t('unknown') })),
  says,
)}
${placeTrend(report.placeTrends, says)}
${grouped(
  t('regions'),
  t('region'),
  report.regions.map(one => ({ ...one, name: one.region ?? t('unknown') })),
  says,
)}
<footer><p>${t('note')}</p></footer>
</main></body></html>
`;
}

function figures(
  { figures: now, previous, period }: ReportToCustomer,
  { t, count, share, change, points }: Says,
): string {
  const counts = (['deliveries', 'volume'] as const).map(name => [
    t(name),
    count(now[name]),
    count(previous[name]),
    change(now[name] - previous[name]),
  ]);
  const shares = SHARES.map(name => [
    t(name),
    share(now[name]),
    share(previous[name]),
    points(now[name], previous[name]),
  ]);
  return table([t('figure'), period.name, t('previous'), t('change')], [...counts, ...shares]);
}

function goals(all: readonly GoalSeen[], { t, count, share }: Says): string {
  const shown = ({ measure }: GoalSeen, value: number | null): string =>
    measure !== 'volume' ? share(value) : value === null ? '–' : `${count(value)} ${t('aMonth')}`;
  const reviewed = ({ reviews: [last] }: GoalSeen): string =>
    last ? `${last.reviewedOn}: ${t(last.met ? 'yes' : 'no')}, ${t(nextOf(last.next))}` : '–';
  return table(
    [t('goal'), t('target'), t('actual'), t('met'), t('review')],
    all.map(goal => [
      t(goal.measure),
      shown(goal, goal.target),
      shown(goal, goal.actual),
      goal.met === null ? '–' : t(goal.met ? 'yes' : 'no'),
      reviewed(goal),
    ]),
  );
}

const nextOf = (next: string): Word => (next === 'change' ? 'next_change' : next === 'drop' ? 'drop' : 'keep');

const moneyTable = ({ money: rows }: ReportToCustomer, { t, money }: Says): string =>
  table(
    [t('month'), t('bought'), t('refunded')],
    rows.map(({ month, currency, bought, refunded }) => [month, money(bought, currency), money(refunded, currency)]),
  );

function trend({ months, quarters, years, peak, slack }: ReportToCustomer, says: Says): string {
  const { t, count } = says;
  const season =
    peak === null
      ? ''
      : paragraph([`${t('peak')}: ${peak}`, ...(slack === null ? [] : [`${t('slack')}: ${slack}`])].join(' · '));
  const chart = `<h3>${escaped(t('volumeByMonth'))}</h3>${bars(
    t('volumeByMonth'),
    months.map(({ name, volume }) => ({ name, value: volume, label: count(volume) })),
  )}`;
  return `${chart}${season}${sub(t('months'), months, says)}${sub(t('quarters'), quarters, says)}${sub(t('years'), years, says)}`;
}

const sub = (title: string, periods: readonly PeriodFigures[], says: Says): string =>
  `<h3>${escaped(title)}</h3>${byName('', periods, says)}`;

const grouped = (title: string, head: string, rows: readonly PeriodFigures[], says: Says): string =>
  rows.every(({ name }) => name === says.t('unknown')) ? '' : section(title, byName(head, rows, says));

function placeTrend(trends: readonly PlaceTrend[], { t, count }: Says): string {
  if (trends.every(({ place }) => place === null)) return '';
  const over = (periods: 'quarters' | 'years'): string => {
    const names = trends[0]?.[periods].map(({ name }) => name) ?? [];
    const rows = trends.map(trend => [
      trend.place ?? t('unknown'),
      ...trend[periods].map(({ volume }) => count(volume)),
    ]);
    return `<h3>${escaped(t(periods))}</h3>${table([t('place'), ...names], rows)}`;
  };
  return section(t('placeTrend'), `${over('quarters')}${over('years')}`);
}

const byName = (head: string, rows: readonly PeriodFigures[], { t, count, share }: Says): string =>
  table(
    [head, t('deliveries'), t('volume'), ...SHARES.map(name => t(name))],
    rows.map(row => [row.name, count(row.deliveries), count(row.volume), ...SHARES.map(name => share(row[name]))]),
  );

const paragraph = (text: string): string => `<p>${escaped(text)}</p>`;

function saying(language: Language): Says {
  const locale = language === 'zh' ? 'zh-CN' : 'en-GB';
  const words = texts[language];
  const numbers = new Intl.NumberFormat(locale, { maximumFractionDigits: 1 });
  const shares = new Intl.NumberFormat(locale, {
    style: 'percent',
    minimumFractionDigits: 1,
    maximumFractionDigits: 1,
  });
  const signed = new Intl.NumberFormat(locale, { maximumFractionDigits: 1, signDisplay: 'exceptZero' });
  return {
    change: by => signed.format(by),
    points: (now, before) =>
      now === null || before === null ? '–' : `${signed.format((now - before) * 100)} ${words.points}`,
    t: word => words[word],
    count: value => numbers.format(value),
    share: value => (value === null ? '–' : shares.format(value)),
    money: (minor, currency) => {
      const format = new Intl.NumberFormat(locale, { style: 'currency', currency });
      return format.format(minor / 10 ** (format.resolvedOptions().maximumFractionDigits ?? 2));
    },
  };
}
