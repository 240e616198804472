import { SegmentedControl } from '@mantine/core';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { namesQuery } from '../api/queries.ts';
import { useSession } from '../api/session.ts';
import { useLiveWork } from '../api/use-live-work.ts';
import { useWorkAct, WHOSE, workQuery, type Whose, type WorkItem } from '../api/work.ts';
import { opens } from '../format/rights.ts';
import { Head } from '../parts/head.tsx';
import { LiveDot } from '../parts/live-dot.tsx';
import { More } from '../parts/more.tsx';
import { Only } from '../parts/only.tsx';
import { Empty, Failed, Loaded, Rows } from '../parts/states.tsx';
import { useWorkKeys } from '../parts/use-work-keys.ts';
import { DoneDialog, LaterDialog } from '../parts/work-dialogs.tsx';
import { WorkQueue } from '../parts/work-queue.tsx';
import { WorkTable } from '../parts/work-table.tsx';
import classes from '../parts/work.module.css';

function WhoseChoice({ whose }: { whose: Whose }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  return (
    <SegmentedControl
      size="xs"
      aria-label={t('work.whose')}
      value={whose}
      onChange={value =>
        void navigate({
          to: '/work',
          search: value === 'mine' || value === 'all' ? { whose: value } : {},
          replace: true,
        })
      }
      data={WHOSE.map(value => ({ value, label: t(`work.${value}`) }))}
    />
  );
}

function Listed({ rows }: { rows: readonly WorkItem[] }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const claim = useWorkAct();
  const [dialog, setDialog] = useState<{ act: 'done' | 'later'; item: WorkItem } | null>(null);
  const ids = rows.flatMap(({ customerId }) => customerId ?? []);
  const names = useQuery(namesQuery(ids));
  const at = useWorkKeys(rows.length, (act, place) => {
    const item = rows[place];
    if (!item) return;
    if (act === 'claim') claim.mutate({ id: item.workItemId, act });
    else if (act !== 'open') setDialog({ act, item });
    else if (item.customerId !== null) void navigate({ to: '/customers/$id', params: { id: item.customerId } });
  });
  const close = () => setDialog(null);
  return (
    <>
      <WorkTable rows={rows} names={names.data ?? {}} at={at} onAct={(act, item) => setDialog({ act, item })} />
      <p className={`dim ${classes['keys'] ?? ''}`}>{t('work.keys')}</p>
      {claim.isError && <Failed error={claim.error} />}
      {dialog?.act === 'done' && <DoneDialog item={dialog.item} onClose={close} />}
      {dialog?.act === 'later' && <LaterDialog item={dialog.item} onClose={close} />}
    </>
  );
}

function Inside() {
  const { t } = useTranslation();
  const { whose = 'team' } = useSearch({ from: '/work' });
  const query = useInfiniteQuery(workQuery(whose));
  const line = useLiveWork();
  const role = useSession().session?.role;
  const rows = query.data?.pages.flatMap(page => page.items) ?? [];
  const late = rows.filter(({ overdue }) => overdue).length;
  return (
    <>
      <Head title={t('work.title')}>
        <WhoseChoice whose={whose} />
        {rows.length > 0 && (
          <strong className={late > 0 ? 'bad' : 'good'}>
            {late > 0 ? t('work.overdueCount', { count: late }) : t('work.noneOverdue')}
          </strong>
        )}
        <LiveDot line={line} />
        <Link to="/work/brief">{t('work.brief')}</Link>
        {opens(role, 'workRules') && <Link to="/work/rules">{t('work.rules')}</Link>}
      </Head>
      <Loaded query={query} skeleton={<Rows n={8} height={34} />}>
        {() =>
          rows.length === 0 ? (
            <Empty>{t(whose === 'mine' ? 'work.emptyMine' : 'work.empty')}</Empty>
          ) : (
            <Listed key={whose} rows={rows} />
          )
        }
      </Loaded>
      <More query={query} />
      <WorkQueue />
    </>
  );
}

export function Work() {
  return (
    <Only section="work">
      <Inside />
    </Only>
  );
}
