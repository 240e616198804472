import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ComplaintDetail } from '../api/complaint-types.ts';
import { useWaitedFor } from '../api/promises.ts';
import classes from './customer-open.module.css';
import { Panel } from './head.tsx';
import { PromiseDialog } from './promise-dialog.tsx';
import { PromiseList } from './promise-list.tsx';
import { Failed, Rows } from './states.tsx';

/** What was promised in the course of a complaint and is not done. */
export function ComplaintPromises({ complaint: { complaintId, customerId } }: { complaint: ComplaintDetail }) {
  const { t } = useTranslation();
  const [making, setMaking] = useState(false);
  const { items, error, isPending } = useWaitedFor(customerId, { complaintId });
  return (
    <Panel
      title={t('promise.title')}
      aside={
        <Button size="xs" variant="default" onClick={() => setMaking(true)}>
          {t('promise.make')}
        </Button>
      }
    >
      {error && <Failed error={error} />}
      {isPending && <Rows n={1} />}
      {!error && !isPending && items.length === 0 && <p className={classes['none']}>{t('promise.none')}</p>}
      {items.length > 0 && <PromiseList customerId={customerId} promises={items} acts />}
      {making && <PromiseDialog about={{ customerId, complaintId }} onClose={() => setMaking(false)} />}
    </Panel>
  );
}
