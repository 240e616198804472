import type { BriefRows, Morning } from '../projections/brief.query.ts';
import type { WorkRow } from '../projections/work-items.query.ts';
import texts from './brief-texts.json' with { type: 'json' };
import { STYLE } from './report-style.ts';
import { escaped, section, table } from './printed.ts';

export interface Brief extends BriefRows, Morning {
  readonly team: string;
  readonly zone: string;
  readonly asOf: string;
}

type Language = keyof typeof texts;
type Words = Readonly<Record<string, string>>;

/** The brief as a page of its own: no scripts, nothing fetched, for a screen and for paper. It names nobody. */
export function briefPage(brief: Brief, language: Language): string {
  const words: Words = texts[language];
  const t = (word: string): string => words[word] ?? word;
  const time = new Intl.DateTimeFormat(language === 'zh' ? 'zh-CN' : 'en-GB', {
    timeZone: brief.zone,
    month: 'short',
    day: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
  });
  const day = new Intl.DateTimeFormat(language === 'zh' ? 'zh-CN' : 'en-GB', {
    timeZone: brief.zone,
    dateStyle: 'full',
  });
  const title = `${t('title')} · ${brief.team}`;
  const work = (rows: readonly WorkRow[]): string =>
    rows.length === 0
      ? `<p>${t('nothing')}</p>`
      : table(
          [t('task'), t('due'), t('priority'), t('who')],
          rows.map(({ task, dueAt, priority, assigneeId, role }) => [
            t(task),
            time.format(new Date(dueAt)),
            String(priority),
            assigneeId ?? t(role),
          ]),
        );
  return `<!doctype html>
<html lang="${language === 'zh' ? 'zh-CN' : 'en'}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(title)}</title><style>${STYLE}</style></head>
<body><main>
<header><h1>${escaped(title)}</h1>
<dl><dt>${t('day')}</dt><dd>${day.format(new Date(brief.start))}</dd><dt>${t('open')}</dt><dd>${brief.open}</dd>
<dt>${t('overdue')}</dt><dd>${brief.overdue}</dd></dl></header>
${section(t('atRisk'), work(brief.atRisk))}
${section(t('dueToday'), work(brief.due))}
${section(t('learned'), learned(brief, t))}
<footer><p>${t('note')} ${time.format(new Date(brief.asOf))}</p></footer>
</main></body></html>
`;
}

function learned({ outcomes, wentWrong }: Brief, t: (word: string) => string): string {
  const closed = outcomes.map(({ task, state, outcome, n, inTime }) => [
    t(task),
    t(outcome ?? state),
    String(n),
    `${Math.round((100 * inTime) / n)} %`,
  ]);
  const wrong = wentWrong.map(({ eventType, n }) => [t(eventType), String(n)]);
  return [
    closed.length === 0
      ? `<p>${t('nothingClosed')}</p>`
      : table([t('task'), t('outcome'), t('count'), t('inTime')], closed),
    wrong.length === 0 ? `<p>${t('nothingWrong')}</p>` : table([t('wentWrong'), t('count')], wrong),
  ].join('');
}
