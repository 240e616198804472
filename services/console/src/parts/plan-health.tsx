import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { catalogueQuery } from '../api/catalogues.ts';
import { listQuery } from '../api/lists.ts';
import { viewQuery } from '../api/queries.ts';
import type { HealthCheck } from '../api/plan-types.ts';
import { Chart, type Frame } from '../charts/chart.tsx';
import { healthOption } from '../charts/health-option.ts';
import { Picture } from '../charts/picture.tsx';
import { decimal, signed } from '../format/figures.ts';
import { textsIn } from '../format/texts-in.ts';
import { textIn } from '../format/texts.ts';
import { dateOf } from '../format/time.ts';
import { humanise } from '../format/words.ts';
import { Panel } from './head.tsx';
import { Listing } from './listing.tsx';
import { Empty, Loaded, Rows } from './states.tsx';
import { Why } from './why.tsx';

type Score = HealthCheck['scores'][number];

function useIndicator(): (code: string) => string {
  const { i18n } = useTranslation();
  const texts = textsIn(useQuery(catalogueQuery('health')).data?.content);
  return code => {
    const text = texts[code];
    return text ? textIn(text, i18n.language) : humanise(code);
  };
}

function Trend({ checks }: { checks: readonly HealthCheck[] }) {
  const { t, i18n } = useTranslation();
  const locale = i18n.language;
  const indicator = useIndicator();
  const option = useCallback(
    (frame: Frame) =>
      healthOption(
        checks.map(({ checkedAt, mean }) => ({ at: checkedAt, mean })),
        at => dateOf(at, locale),
        frame,
      ),
    [checks, locale],
  );
  const codes = [...new Set(checks.flatMap(({ scores }) => scores.map(score => score.indicator)))];
  const table = {
    header: [t('plan.when'), t('plan.mean'), ...codes.map(indicator)],
    rows: checks.map(({ checkedAt, mean, scores }) => [
      dateOf(checkedAt, locale),
      mean,
      ...codes.map(code => scores.find(score => score.indicator === code)?.score ?? null),
    ]),
  };
  return (
    <Picture level="small" title={t('plan.healthTrend')} file="health" table={table}>
      <Chart height={170} label={t('plan.healthTrend')} option={option} />
    </Picture>
  );
}

function Last({ check: { mean, scores } }: { check: HealthCheck }) {
  const { t, i18n } = useTranslation();
  const indicator = useIndicator();
  const columns = [
    { head: t('plan.indicator'), cell: (score: Score) => indicator(score.indicator) },
    { head: t('plan.score'), number: true, cell: ({ score }: Score) => score },
    {
      head: t('plan.change'),
      number: true,
      cell: ({ change }: Score) => (
        <span className={change != null && change <= -2 ? 'bad' : ''}>
          {change == null ? '–' : signed(change, i18n.language, 0)}
        </span>
      ),
    },
  ];
  return (
    <>
      <p>
        <Why figure="health" label={t('plan.mean')}>
          <strong>{decimal(mean, i18n.language, 2)}</strong> / 9
        </Why>
      </p>
      <Listing label={t('plan.health')} rows={scores} columns={columns} keyOf={one => one.indicator} />
    </>
  );
}

/** Beside what people judged, never mixed with it. */
function ByBehaviour({ id }: { id: string }) {
  const { t, i18n } = useTranslation();
  const computed = useQuery(viewQuery(id)).data?.computedHealth;
  if (!computed) return null;
  return (
    <p>
      {t('plan.byBehaviour')}{' '}
      <Why figure="computedHealth" label={t('plan.byBehaviour')}>
        <strong>{decimal(computed.value, i18n.language, 1)}</strong> / 9
      </Why>
    </p>
  );
}

/** Part 4: how people judged the relation, and how that went over time. */
export function PlanHealth({ id, now }: { id: string; now: HealthCheck | null }) {
  const { t } = useTranslation();
  const query = useInfiniteQuery(listQuery<HealthCheck>(id, `/api/profile/v1/customers/${id}/health-checks`));
  return (
    <Panel title={t('plan.health')}>
      {now === null ? <Empty>{t('plan.healthNone')}</Empty> : <Last check={now} />}
      <ByBehaviour id={id} />
      <Loaded query={query} skeleton={<Rows n={3} />}>
        {data => {
          const checks = data.pages.flatMap(page => page.items).toReversed();
          return checks.length > 1 ? (
            <div style={{ marginTop: 16 }}>
              <Trend checks={checks} />
            </div>
          ) : null;
        }}
      </Loaded>
    </Panel>
  );
}
