import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { overviewQuery } from '../api/queries.ts';
import { ChannelsPicture } from '../charts/channels.tsx';
import { ComplaintsPicture } from '../charts/complaints.tsx';
import classes from '../charts/grid.module.css';
import { RetentionPicture } from '../charts/retention.tsx';
import { SatisfactionPicture } from '../charts/satisfaction.tsx';
import { count } from '../format/figures.ts';
import { dateTime } from '../format/time.ts';
import { Only } from '../parts/only.tsx';
import { Head } from '../parts/head.tsx';

function Sum() {
  const { t, i18n } = useTranslation();
  const { data } = useQuery(overviewQuery);
  const locale = i18n.language;
  if (!data) return null;
  return (
    <span className={classes['sum']}>
      {t('measures.sum', {
        customers: count(data.customers, locale),
        interactions: count(data.interactions, locale),
        feedback: count(data.feedback, locale),
        purchases: count(data.purchases, locale),
        complaints: count(data.complaints.open + data.complaints.closed, locale),
      })}{' '}
      · {t('measures.asOf', { time: dateTime(data.asOf, locale) })}
    </span>
  );
}

function Pictures() {
  const { t } = useTranslation();
  return (
    <>
      <Head title={t('measures.title')}>
        <Sum />
      </Head>
      <div className={classes['grid']}>
        <SatisfactionPicture />
        <RetentionPicture />
        <ChannelsPicture />
        <ComplaintsPicture />
      </div>
    </>
  );
}

export function Measures() {
  return (
    <Only section="measures">
      <Pictures />
    </Only>
  );
}
