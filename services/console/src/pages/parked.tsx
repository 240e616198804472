import { Button, SegmentedControl } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { namesQuery } from '../api/queries.ts';
import { parkedQuery, retryAll, type ParkedRow, type ParkedThere } from '../api/parked.ts';
import { Head } from '../parts/head.tsx';
import { Only } from '../parts/only.tsx';
import { ParkedDrawer } from '../parts/parked-drawer.tsx';
import { ParkedCounts } from '../parts/parked-counts.tsx';
import { ParkedTable } from '../parts/parked-table.tsx';
import { Outcome } from '../parts/parked-outcome.tsx';
import classes from '../parts/parked.module.css';
import { Empty, Failed, Loaded, Rows } from '../parts/states.tsx';

function RetryAll({ services }: { services: readonly ParkedThere[] }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const held = services.filter(({ rows }) => rows.length > 0).map(({ service }) => service);
  const retry = useMutation({
    mutationFn: () => retryAll(held),
    onSettled: () => queries.invalidateQueries({ queryKey: ['parked'] }),
  });
  return (
    <>
      {held.length > 0 && (
        <Button size="xs" loading={retry.isPending} onClick={() => retry.mutate()}>
          {t('parked.retryAll')}
        </Button>
      )}
      {retry.data && <Outcome tried={retry.data} />}
      {retry.isError && <Failed error={retry.error} />}
    </>
  );
}

function Nothing({ services, dropped }: { services: readonly ParkedThere[]; dropped: boolean }) {
  const { t } = useTranslation();
  if (dropped) return <Empty>{t('parked.emptyDropped')}</Empty>;
  return <Empty>{t(services.every(({ summary }) => summary) ? 'parked.empty' : 'parked.emptySome')}</Empty>;
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

function Listed() {
  const { t } = useTranslation();
  const [dropped, setDropped] = useState(false);
  const [open, setOpen] = useState<ParkedRow | null>(null);
  const query = useQuery(parkedQuery(dropped));
  const subjects = (query.data ?? []).flatMap(({ rows }) => rows.map(({ subject }) => subject));
  const names = useQuery(namesQuery(subjects.filter(subject => UUID.test(subject))));
  return (
    <>
      <Head title={t('parked.title')}>
        <SegmentedControl
          size="xs"
          aria-label={t('parked.which')}
          value={dropped ? 'dropped' : 'waiting'}
          onChange={value => setDropped(value === 'dropped')}
          data={[
            { value: 'waiting', label: t('parked.waiting') },
            { value: 'dropped', label: t('parked.dropped') },
          ]}
        />
        {!dropped && <RetryAll services={query.data ?? []} />}
      </Head>
      <p className={classes['about']}>{t('parked.about')}</p>
      <Loaded query={query} skeleton={<Rows n={6} height={30} />}>
        {services => {
          const rows = services.flatMap(each => each.rows).toSorted((a, b) => a.parkedAt.localeCompare(b.parkedAt));
          return (
            <>
              <ParkedCounts services={services} dropped={dropped} />
              {rows.length === 0 ? (
                <Nothing services={services} dropped={dropped} />
              ) : (
                <ParkedTable rows={rows} dropped={dropped} names={names.data ?? {}} onOpen={setOpen} />
              )}
            </>
          );
        }}
      </Loaded>
      <ParkedDrawer row={open} name={open && names.data?.[open.subject]} onClose={() => setOpen(null)} />
    </>
  );
}

export function Parked() {
  return (
    <Only section="parked">
      <Listed />
    </Only>
  );
}
