import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useWaitedFor } from '../api/promises.ts';
import { useSession } from '../api/session.ts';
import type { CustomerView } from '../api/types.ts';
import { opens } from '../format/rights.ts';
import classes from './customer-open.module.css';
import { Panel } from './head.tsx';
import { PromiseDialog } from './promise-dialog.tsx';
import { PromiseList } from './promise-list.tsx';
import { Why } from './why.tsx';

const COUNTED = [
  ['open', 'openPromises'],
  ['kept', 'keptPromises'],
  ['broken', 'brokenPromises'],
] as const;

function Counts({ promises }: { promises: NonNullable<CustomerView['promises']> }) {
  const { t } = useTranslation();
  const counts = { open: promises.openCount, kept: promises.kept, broken: promises.broken };
  const said = COUNTED.filter(([count]) => counts[count] > 0);
  return (
    <small className="dim">
      {said.map(([count, figure], i) => (
        <span key={figure}>
          {i > 0 && ' · '}
          <Why figure={figure} label={t(`promise.count.${count}`, { count: counts[count] })}>
            {t(`promise.count.${count}`, { count: counts[count] })}
          </Why>
        </span>
      ))}
    </small>
  );
}

/** What the customer was promised. The view says what is open; the words are asked for, and belong to the complaints service. */
export function CustomerPromises({ view }: { view: CustomerView }) {
  const { t } = useTranslation();
  const [making, setMaking] = useState(false);
  const acts = opens(useSession().session?.role, 'complaints');
  const { customerId, promises = { open: [], openCount: 0, kept: 0, broken: 0 } } = view;
  const listed = useWaitedFor(customerId, { customer: customerId }, acts && promises.openCount > 0);
  const words = new Map(listed.items.map(({ promiseId, what }) => [promiseId, what]));
  const shown = promises.open.map(promise => ({ ...promise, what: words.get(promise.promiseId) ?? null }));
  return (
    <Panel title={t('promise.title')} aside={<Counts promises={promises} />}>
      {shown.length === 0 ? (
        <p className={classes['none']}>{t('promise.none')}</p>
      ) : (
        <PromiseList customerId={customerId} promises={shown} acts={acts} linked />
      )}
      {promises.openCount > shown.length && (
        <p className="dim">{t('promise.more', { count: promises.openCount - shown.length })}</p>
      )}
      {acts && (
        <Button size="xs" variant="default" mt={8} onClick={() => setMaking(true)}>
          {t('promise.make')}
        </Button>
      )}
      {making && <PromiseDialog about={{ customerId }} onClose={() => setMaking(false)} />}
    </Panel>
  );
}
