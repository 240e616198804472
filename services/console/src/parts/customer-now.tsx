import { Skeleton } from '@mantine/core';
import type { UseQueryResult } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { CustomerSatisfaction, CustomerView } from '../api/types.ts';
import { count, decimal, satisfactionTone } from '../format/figures.ts';
import { describe } from '../format/events.ts';
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
        trend={value === null ? null : (data.trend ?? null)}
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
  const last = view.feedback?.last;
  const contactAt = view.contacts?.lastAt;
  return (
    <section className={classes['now']} aria-label={t('customer.now')}>
      <Loaded query={satisfaction} skeleton={<Skeleton height={72} width={220} />}>
        {data => <SatisfactionFigures data={data} onOpen={onOpen} />}
      </Loaded>
      <Figure
        label={t('customer.contacts')}
        value={count(view.contacts?.total ?? 0, locale)}
        note={contactAt ? t('customer.lastOn', { date: moment(contactAt, locale) }) : t('customers.never')}
        onOpen={() => onOpen('contacts')}
      />
      {last && (
        <Figure
          label={t('customer.lastSurvey')}
          value={describe({ type: 'FeedbackGiven', summary: { ...last } }, t, locale)}
          note={moment(last.occurredAt, locale)}
          onOpen={() => onOpen('feedback')}
        />
      )}
    </section>
  );
}
