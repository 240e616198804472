import { useSearch } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useSession } from '../api/session.ts';
import { ArticlesPanel } from '../parts/articles-panel.tsx';
import { Head } from '../parts/head.tsx';
import { MessagesPanel } from '../parts/messages-panel.tsx';
import { Only } from '../parts/only.tsx';
import { SendingRulesPanel } from '../parts/sending-rules-panel.tsx';
import { TemplatesPanel } from '../parts/templates-panel.tsx';
import { UndeliverablePanel } from '../parts/undeliverable-panel.tsx';
import classes from './customer.module.css';

/** What is sent to customers: messages, what is sent by itself, and in which words. */
export function Delivery() {
  const { t } = useTranslation();
  const { customer } = useSearch({ from: '/delivery' });
  // Whoever edits templates sees no customers.
  const seesCustomers = useSession().session?.role !== 'administrator';
  return (
    <Only section="delivery">
      <Head title={t('delivery.title')} />
      <div className={classes['side']}>
        {seesCustomers && <MessagesPanel customer={customer} />}
        {seesCustomers && <UndeliverablePanel customer={customer} />}
        <SendingRulesPanel />
        <TemplatesPanel />
        <ArticlesPanel />
      </div>
    </Only>
  );
}
