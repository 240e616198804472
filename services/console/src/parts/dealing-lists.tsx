import { useTranslation } from 'react-i18next';
import type { DeliveryRow, EpisodeRow, OrderRow, PurchaseRow } from '../api/dealing-types.ts';
import { count, money } from '../format/figures.ts';
import { span } from '../format/time.ts';
import { word } from '../format/words.ts';
import { ListPanel } from './listing.tsx';
import { Moment } from './moment.tsx';
import { Why } from './why.tsx';

const seconds = (value: number | undefined, locale: string): string =>
  value === undefined ? '–' : span(value * 1000, locale);

/** Each need that the customer came with: how often, how long, and whether it was met at once. */
export function Episodes({ id }: { id: string }) {
  const { t, i18n } = useTranslation();
  const locale = i18n.language;
  const state = ({ closedAt, resolution, ended }: EpisodeRow) => {
    if (closedAt === undefined) return <span className="warn">{t('dealings.open')}</span>;
    const tone = resolution === 'failed' ? 'bad' : resolution === 'confirmed' ? 'good' : '';
    return <span className={tone}>{word(t, 'resolution', resolution ?? ended)}</span>;
  };
  return (
    <ListPanel<EpisodeRow>
      title={t('dealings.episodes')}
      scope={id}
      path="/api/interactions/v1/episodes"
      params={{ customer: id, status: 'all' }}
      empty={t('dealings.episodesNone')}
      keyOf={row => row.episodeId}
      aside={
        <Why figure="resolution" label={t('dealings.resolution')}>
          <small className="dim">{t('dealings.resolution')}</small>
        </Why>
      }
      columns={[
        { head: t('dealings.need'), cell: ({ type }) => word(t, 'contactType', type) },
        { head: t('dealings.state'), cell: state },
        { head: t('dealings.since'), cell: ({ openedAt }) => <Moment at={openedAt} /> },
        {
          head: t('dealings.contacts'),
          number: true,
          cell: ({ interactionIds }) => count(interactionIds.length, locale),
        },
        { head: t('dealings.handOvers'), number: true, wideOnly: true, cell: ({ handOvers }) => handOvers },
        {
          head: t('dealings.idle'),
          number: true,
          wideOnly: true,
          cell: ({ idleSeconds }) => seconds(idleSeconds, locale),
        },
        {
          head: t('dealings.flow'),
          number: true,
          wideOnly: true,
          cell: ({ flowSeconds }) => seconds(flowSeconds, locale),
        },
      ]}
    />
  );
}

export function Purchases({ id }: { id: string }) {
  const { t, i18n } = useTranslation();
  return (
    <ListPanel<PurchaseRow>
      title={t('dealings.purchases')}
      scope={id}
      path="/api/interactions/v1/purchases"
      params={{ customer: id }}
      empty={t('dealings.purchasesNone')}
      keyOf={row => row.purchaseId}
      aside={
        <Why figure="purchases" label={t('dealings.purchases')}>
          <small className="dim">{t('dealings.inAll')}</small>
        </Why>
      }
      columns={[
        { head: t('dealings.when'), cell: ({ occurredAt }) => <Moment at={occurredAt} /> },
        { head: t('dealings.amount'), number: true, cell: ({ amount }) => money(amount, i18n.language) },
        { head: t('dealings.channel'), wideOnly: true, cell: ({ channel }) => word(t, 'channel', channel) },
      ]}
    />
  );
}

export function Orders({ id }: { id: string }) {
  const { t, i18n } = useTranslation();
  return (
    <ListPanel<OrderRow>
      title={t('dealings.orders')}
      scope={id}
      path="/api/interactions/v1/orders"
      params={{ customer: id }}
      empty={t('dealings.ordersNone')}
      keyOf={row => row.orderId}
      columns={[
        { head: t('dealings.when'), cell: ({ occurredAt }) => <Moment at={occurredAt} /> },
        { head: t('dealings.amount'), number: true, cell: ({ amount }) => money(amount, i18n.language) },
        { head: t('dealings.channel'), wideOnly: true, cell: ({ channel }) => word(t, 'channel', channel) },
        { head: t('dealings.promised'), cell: ({ promisedAt }) => <Moment at={promisedAt} /> },
      ]}
    />
  );
}

/** What was wrong with a delivery, in words; nothing where all was right. */
const faultsOf = ({ arrivedOnTime, complete, documentsRight, damaged }: DeliveryRow): string[] => [
  ...(arrivedOnTime === false ? ['late'] : []),
  ...(complete ? [] : ['incomplete']),
  ...(documentsRight ? [] : ['papers']),
  ...(damaged ? ['damaged'] : []),
];

export function Deliveries({ id }: { id: string }) {
  const { t, i18n } = useTranslation();
  const outcome = (row: DeliveryRow) => {
    const faults = faultsOf(row);
    if (faults.length === 0) return <span className="good">{t('delivery.right')}</span>;
    return <span className="bad">{faults.map(fault => t(`delivery.${fault}`)).join(', ')}</span>;
  };
  return (
    <ListPanel<DeliveryRow>
      title={t('dealings.deliveries')}
      scope={id}
      path="/api/interactions/v1/deliveries"
      params={{ customer: id }}
      empty={t('dealings.deliveriesNone')}
      keyOf={row => row.deliveryId}
      columns={[
        { head: t('dealings.delivered'), cell: ({ deliveredAt }) => <Moment at={deliveredAt} /> },
        { head: t('dealings.outcome'), cell: outcome },
        { head: t('dealings.promised'), wideOnly: true, cell: ({ promisedAt }) => <Moment at={promisedAt} /> },
        {
          head: t('dealings.quantity'),
          number: true,
          wideOnly: true,
          cell: ({ quantity }) => count(quantity, i18n.language),
        },
      ]}
    />
  );
}
