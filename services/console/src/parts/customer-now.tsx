import { Skeleton } from '@mantine/core';
import type { UseQueryResult } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { CustomerSatisfaction, CustomerView } from '../api/types.ts';
import { count, decimal, directionOf, satisfactionTone } from '../format/figures.ts';
import { dateOf, moment } from '../format/time.ts';
import classes from './customer-now.module.css';
import type { FigureName } from './figure-drawer.tsx';
import { Figure } from './figure.tsx';
import { Loaded } from './states.tsx';

interface Props {
  view: CustomerView;
  satisfaction: UseQueryResult<CustomerSatisfaction>;
  onOpen: (name: FigureName) => void;
}

function SatisfactionFigures({ data, onOpen }: { data: CustomerSatisfaction; onOpen: Props['onOpen'] }) {
  const { t, i18n } = useTranslation();
  const locale = i18n.language;
  const { value } = data;
  const note = [data.asOf && dateOf(data.asOf, locale), t('figure.n', { n: data.n ?? 0 })].filter(Boolean).join(' · ');
  return (
    <>
      <Figure
        main
        label={t('customer.satisfaction')}
        value={value === null ? null : decimal(value, locale, 0)}
        tone={value === null ? 'plain' : satisfactionTone(value)}
        trend={value === null || data.trend == null ? null : directionOf(data.trend)}
        note={value === null ? t('customer.notEnoughWhy') : note}
        onOpen={() => onOpen('satisfaction')}
      />
      <Figure
        label={t('customer.owed')}
        value={count(data.owed ?? 0, locale)}
        tone={(data.owed ?? 0) > 0 ? 'warn' : 'plain'}
        note={t('customer.owedUnit', { count: data.owed ?? 0 })}
        onOpen={() => onOpen('owed')}
      />
    </>
  );
}

export function CustomerNow({ view, satisfaction, onOpen }: Props) {
  const { t, i18n } = useTranslation();
  const locale = i18n.language;
  const { contacts, feedback } = view;
  const lastScore = feedback?.lastScore;
  return (
    <section className={classes['now']} aria-label={t('customer.now')}>
      <Loaded query={satisfaction} skeleton={<Skeleton height={72} width={220} />}>
        {data => <SatisfactionFigures data={data} onOpen={onOpen} />}
      </Loaded>
      <Figure
        label={t('customer.contacts30')}
        value={count(contacts?.last30Days ?? 0, locale)}
        note={t('customer.ofTotal', { total: count(contacts?.total ?? 0, locale) })}
        onOpen={() => onOpen('contacts')}
      />
      {lastScore != null && (
        <Figure
          label={t('customer.lastScore')}
          value={`${feedback?.lastSurvey ? `${feedback.lastSurvey.toUpperCase()} ` : ''}${lastScore}`}
          note={feedback?.lastAt ? moment(feedback.lastAt, locale) : undefined}
          onOpen={() => onOpen('feedback')}
        />
      )}
    </section>
  );
}
