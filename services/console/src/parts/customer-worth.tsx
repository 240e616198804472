import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useSession } from '../api/session.ts';
import type { CustomerView } from '../api/types.ts';
import { worthQuery, type LifetimeValue, type NextBestAction, type ToldStrategy } from '../api/worth.ts';
import { count, decimal, money, percent } from '../format/figures.ts';
import { dateOf } from '../format/time.ts';
import { word } from '../format/words.ts';
import classes from './customer-value.module.css';
import { DecideAction } from './decide-action.tsx';
import { Figure } from './figure.tsx';
import { Panel } from './head.tsx';
import { useWhy } from './why.tsx';

function Lifetime({ id, value: { estimates, horizonMonths, discountRate } }: { id: string; value: LifetimeValue }) {
  const { t, i18n } = useTranslation();
  const onOpen = useWhy();
  const locale = i18n.language;
  const { data } = useQuery(worthQuery(id));
  const [first, ...others] = estimates;
  if (!first) return null;
  const { currency } = first.value;
  const spread = data?.values.find(each => each.currency === currency)?.spread;
  const end = (minor: number) => money({ minor, currency }, locale);
  const note = [
    spread && t('worth.spread', { low: end(spread.low), high: end(spread.high) }),
    t('worth.lifetimeNote', {
      months: horizonMonths,
      rate: percent(discountRate, locale),
      n: decimal(first.expectedPurchases, locale, 1),
    }),
    t(`worth.${first.basis}Basis`),
    ...others.map(({ value }) => money(value, locale)),
  ];
  return (
    <Figure
      label={t('worth.lifetimeValue')}
      value={money(first.value, locale)}
      note={note.filter(Boolean).join(' · ')}
      onOpen={() => onOpen('lifetimeValue')}
    />
  );
}

function Wallet({ share, method, answeredAt }: NonNullable<CustomerView['shareOfWallet']>) {
  const { t, i18n } = useTranslation();
  const onOpen = useWhy();
  const date = dateOf(answeredAt, i18n.language);
  return (
    <Figure
      label={t('worth.shareOfWallet')}
      value={percent(share, i18n.language)}
      note={t(method === 'rank' ? 'worth.byRank' : 'worth.bySpend', { date })}
      onOpen={() => onOpen('shareOfWallet')}
    />
  );
}

function Strategy({ strategy, contacts, minutes, days }: ToldStrategy) {
  const { t, i18n } = useTranslation();
  const onOpen = useWhy();
  const n = (value: number) => count(value, i18n.language);
  return (
    <Figure
      label={t('worth.strategy')}
      value={word(t, 'strategy', strategy)}
      note={t('worth.strategyNote', { contacts: n(contacts), minutes: n(minutes), days: n(days) })}
      onOpen={() => onOpen('serviceStrategy')}
    />
  );
}

function NextAction({ action, proposed, decision, valueClass, risk }: NextBestAction) {
  const { t, i18n } = useTranslation();
  const onOpen = useWhy();
  const note = [
    decision && t('worth.decided', { reason: word(t, 'actionReason', decision.reason) }),
    action !== proposed && t('worth.proposed', { action: word(t, 'nextAction', proposed) }),
    t('worth.risk', { valueClass: word(t, 'valueClass', valueClass), risk: percent(risk, i18n.language) }),
  ];
  return (
    <Figure
      label={t('worth.nextAction')}
      value={action === null ? t('worth.pending') : word(t, 'nextAction', action)}
      tone={action === null ? 'warn' : 'plain'}
      note={note.filter(Boolean).join(' · ')}
      onOpen={() => onOpen('nextBestAction')}
    />
  );
}

/** What the customer is worth, how it is best served, and what is best done next; a manager decides the last. */
export function CustomerWorth({ view }: { view: CustomerView }) {
  const { t } = useTranslation();
  const role = useSession().session?.role;
  const { lifetimeValue, shareOfWallet, serviceStrategy, nextBestAction } = view;
  if (!lifetimeValue && !shareOfWallet && !serviceStrategy && !nextBestAction) return null;
  return (
    <Panel title={t('worth.title')}>
      <div className={classes['figures']}>
        {lifetimeValue && <Lifetime id={view.customerId} value={lifetimeValue} />}
        {shareOfWallet && <Wallet {...shareOfWallet} />}
        {serviceStrategy && <Strategy {...serviceStrategy} />}
        {nextBestAction && <NextAction {...nextBestAction} />}
      </div>
      {nextBestAction && role === 'manager' && (
        <DecideAction key={nextBestAction.proposed} id={view.customerId} proposed={nextBestAction.proposed} />
      )}
    </Panel>
  );
}
