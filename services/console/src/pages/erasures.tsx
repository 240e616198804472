import { Link } from '@tanstack/react-router';
import { Fragment } from 'react';
import { useTranslation } from 'react-i18next';
import { request } from '../api/client.ts';
import type { ErasureRequest, Receipt } from '../api/privacy-types.ts';
import { dateOf } from '../format/time.ts';
import { word } from '../format/words.ts';
import { Head } from '../parts/head.tsx';
import { ListPanel } from '../parts/listing.tsx';
import { Moment } from '../parts/moment.tsx';
import { Only } from '../parts/only.tsx';
import { ReasonDialog } from '../parts/reason-dialog.tsx';
import classes from './customer.module.css';

function Refuse({ row: { customerId, requestId } }: { row: ErasureRequest }) {
  const { t } = useTranslation();
  return (
    <ReasonDialog
      label={t('erasures.refuse')}
      about={t('erasures.refuseAbout')}
      reasons={['legalObligation', 'identityNotShown', 'withdrawnByCustomer']}
      act={(reason, idempotencyKey) =>
        request(`/api/profile/v1/customers/${customerId}/erasure-requests/${requestId}/refusal`, {
          method: 'POST',
          body: { reason },
          idempotencyKey,
        })
      }
    />
  );
}

function Requests() {
  const { t, i18n } = useTranslation();
  return (
    <ListPanel<ErasureRequest>
      title={t('erasures.requests')}
      scope="erasures"
      path="/api/profile/v1/erasure-requests"
      params={{ open: 'false' }}
      empty={t('erasures.requestsNone')}
      keyOf={row => row.requestId}
      columns={[
        {
          head: t('erasures.customer'),
          cell: ({ customerId, state }) =>
            state === 'erased' ? (
              <code>{customerId.slice(0, 13)}</code>
            ) : (
              <Link to="/customers/$id" params={{ id: customerId }} search={{ tab: 'privacy' }}>
                {customerId.slice(0, 13)}
              </Link>
            ),
        },
        { head: t('erasures.due'), cell: ({ dueOn }) => dateOf(dueOn, i18n.language) },
        { head: t('erasures.asked'), wideOnly: true, cell: ({ askedAt }) => <Moment at={askedAt} /> },
        { head: t('erasures.by'), wideOnly: true, cell: ({ channel }) => word(t, 'askedBy', channel) },
        {
          head: t('erasures.state'),
          cell: row => (row.state === 'open' ? <Refuse row={row} /> : t(`erasures.${row.state}`)),
        },
      ]}
    />
  );
}

function Receipts() {
  const { t } = useTranslation();
  const confirmations = ({ services }: Receipt) =>
    services.map(({ service, confirmedAt, removed }) => (
      <Fragment key={service}>
        <span className={confirmedAt === null ? 'warn nowrap' : 'good nowrap'}>
          {confirmedAt === null ? '…' : '✓'} {t(`parked.service.${service}`)} ({removed})
        </span>{' '}
      </Fragment>
    ));
  return (
    <ListPanel<Receipt>
      title={t('erasures.receipts')}
      scope="erasures"
      path="/api/profile/v1/erasures"
      empty={t('erasures.receiptsNone')}
      keyOf={row => row.erasureId}
      columns={[
        { head: t('erasures.when'), cell: ({ erasedAt }) => <Moment at={erasedAt} /> },
        {
          head: t('erasures.state'),
          cell: ({ confirmed }) => (
            <span className={confirmed ? 'good' : 'warn'}>
              {t(confirmed ? 'erasures.confirmed' : 'erasures.waiting')}
            </span>
          ),
        },
        { head: t('erasures.reason'), cell: ({ reason }) => word(t, 'reason', reason) },
        { head: t('erasures.ids'), wideOnly: true, number: true, cell: ({ customerIds }) => customerIds.length },
        { head: t('erasures.services'), cell: confirmations },
      ]}
    />
  );
}

/** What customers asked to be forgotten, and which services have confirmed that nothing is left. */
export function Erasures() {
  const { t } = useTranslation();
  return (
    <Only section="erasures">
      <Head title={t('erasures.title')} />
      <div className={classes['side']}>
        <Requests />
        <Receipts />
      </div>
    </Only>
  );
}
