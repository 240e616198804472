import { useTranslation } from 'react-i18next';
import type { UndeliverableRow } from '../api/delivery.ts';
import { word } from '../format/words.ts';
import { CustomerLink } from './customer-link.tsx';
import { ListPanel } from './listing.tsx';
import { Moment } from './moment.tsx';

/** Addresses that messages came back from for good. */
export function UndeliverablePanel({ customer }: { customer: string | undefined }) {
  const { t } = useTranslation();
  return (
    <ListPanel<UndeliverableRow>
      title={t('delivery.undeliverable')}
      scope="delivery"
      path="/api/interactions/v1/undeliverable-addresses"
      {...(customer && { params: { customer } })}
      empty={t('delivery.undeliverableNone')}
      keyOf={row => `${row.customerId} ${row.channel} ${row.number}`}
      columns={[
        { head: t('delivery.to'), cell: ({ customerId }) => <CustomerLink id={customerId} /> },
        { head: t('delivery.channel'), cell: row => word(t, 'channel', row.channel) },
        { head: t('delivery.said'), cell: ({ code }) => <code>{code}</code> },
        { head: t('delivery.since'), wideOnly: true, cell: ({ since }) => <Moment at={since} /> },
      ]}
    />
  );
}
