import { useTranslation } from 'react-i18next';
import type { CustomerView } from '../api/types.ts';
import { count, money } from '../format/figures.ts';
import { lastYear } from '../format/last-year.ts';
import { dateOf } from '../format/time.ts';
import { word } from '../format/words.ts';
import classes from './customer-value.module.css';
import { CustomerClass } from './customer-class.tsx';
import { Figure } from './figure.tsx';
import { Panel } from './head.tsx';
import { useNow } from './use-now.ts';
import { useWhy } from './why.tsx';

function Channels({ byChannel }: { byChannel: Record<string, number> }) {
  const { t, i18n } = useTranslation();
  const used = Object.entries(byChannel).toSorted((a, b) => b[1] - a[1]);
  if (used.length === 0) return null;
  return (
    <p className={classes['channels']}>
      <span className="dim">{t('customer.channels')}: </span>
      {used.map(([channel, n]) => `${word(t, 'channel', channel)} ${count(n, i18n.language)}`).join(' · ')}
    </p>
  );
}

export function CustomerValue({ view }: { view: CustomerView }) {
  const { t, i18n } = useTranslation();
  const onOpen = useWhy();
  const locale = i18n.language;
  const { purchases, loyalty } = view;
  const bought = purchases?.count ?? 0;
  const year = lastYear(purchases?.months ?? [], useNow());
  const nothing = purchases?.amount && year.count === 0 ? { ...purchases.amount, minor: 0 } : null;
  const spent = year.amount ?? nothing;
  const buying = [
    `× ${count(year.count, locale)}`,
    bought > year.count && t('customer.purchasesEver', { n: count(bought, locale) }),
    purchases?.lastAt && t('customer.lastOn', { date: dateOf(purchases.lastAt, locale) }),
  ];
  const pending = loyalty?.pending ?? 0;
  const points = [
    word(t, 'tier', loyalty?.tier),
    pending > 0 && t('customer.pending', { points: count(pending, locale) }),
  ];
  return (
    <Panel title={t('customer.value')}>
      <div className={classes['figures']}>
        <Figure
          label={t('customer.purchases')}
          value={spent ? money(spent, locale) : count(year.count, locale)}
          note={bought === 0 ? t('customer.purchasesNone') : buying.filter(Boolean).join(' · ')}
          onOpen={() => onOpen('purchasesYear')}
        />
        <Figure
          label={t('customer.points')}
          value={loyalty ? count(loyalty.points, locale) : '–'}
          note={loyalty ? points.filter(Boolean).join(' · ') : t('customer.notMember')}
          onOpen={() => onOpen('points')}
        />
        {view.valueClass && <CustomerClass valueClass={view.valueClass} />}
      </div>
      {view.contacts?.byChannel && <Channels byChannel={view.contacts.byChannel} />}
    </Panel>
  );
}
