import { Skeleton } from '@mantine/core';
import type { UseQueryResult } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { CustomerSatisfaction, CustomerView } from '../api/types.ts';
import { count, decimal, satisfactionTone } from '../format/figures.ts';
import { describe } from '../format/events.ts';
import { dateOf, moment } from '../format/time.ts';
import classes from './customer-now.module.css';
import { CustomerRisk } from './customer-risk.tsx';
import { Figure } from './figure.tsx';
import { Loaded } from './states.tsx';
import { useWhy } from './why.tsx';

interface Props {
  view: CustomerView;
  /** Undefined for whom it is not: measures are kept from some who see persons. */
  satisfaction: UseQueryResult<CustomerSatisfaction> | undefined;
}

function SatisfactionFigures({ data }: { data: CustomerSatisfaction }) {
  const { t, i18n } = useTranslation();
  const onOpen = useWhy();
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

export function CustomerNow({ view, satisfaction }: Props) {
  const { t, i18n } = useTranslation();
  const onOpen = useWhy();
  const locale = i18n.language;
  const last = view.feedback?.last;
  const contactAt = view.contacts?.lastAt;
  return (
    <section className={classes['now']} aria-label={t('customer.now')}>
      {satisfaction && (
        <Loaded query={satisfaction} skeleton={<Skeleton height={72} width={220} />}>
          {data => <SatisfactionFigures data={data} />}
        </Loaded>
      )}
      {view.risk && <CustomerRisk risk={view.risk} />}
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
