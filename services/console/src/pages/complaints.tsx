import { SegmentedControl } from '@mantine/core';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { ComplaintRow } from '../api/complaint-types.ts';
import { complaintsQuery, namesQuery } from '../api/queries.ts';
import { byUrgency, isLate } from '../format/urgency.ts';
import { count } from '../format/figures.ts';
import { ComplaintTable } from '../parts/complaint-table.tsx';
import { Only } from '../parts/only.tsx';
import { Head } from '../parts/head.tsx';
import { More } from '../parts/more.tsx';
import { Empty, Loaded, Rows } from '../parts/states.tsx';
import { useNow } from '../parts/use-now.ts';

function HowLate({ rows }: { rows: readonly ComplaintRow[] }) {
  const { t, i18n } = useTranslation();
  const now = useNow();
  const late = rows.filter(row => isLate(row, now)).length;
  return (
    <span>
      <strong className={late > 0 ? 'bad' : 'good'}>
        {late > 0 ? t('complaints.lateCount', { count: late }) : t('complaints.noneLate')}
      </strong>{' '}
      <span className="dim">{t('complaints.loaded', { n: count(rows.length, i18n.language) })}</span>
    </span>
  );
}

function StatusChoice({ closed }: { closed: boolean }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  return (
    <SegmentedControl
      size="xs"
      aria-label={t('complaint.status')}
      value={closed ? 'closed' : 'open'}
      onChange={value =>
        void navigate({ to: '/complaints', search: value === 'closed' ? { status: 'closed' } : {}, replace: true })
      }
      data={[
        { value: 'open', label: t('complaints.open') },
        { value: 'closed', label: t('complaints.closed') },
      ]}
    />
  );
}

function Listed() {
  const { t } = useTranslation();
  const closed = useSearch({ from: '/complaints' }).status === 'closed';
  const query = useInfiniteQuery(complaintsQuery({ status: closed ? 'closed' : 'open' }));
  const rows = query.data?.pages.flatMap(page => page.items) ?? [];
  const names = useQuery(namesQuery(rows.map(row => row.customerId)));
  const now = useNow();
  return (
    <>
      <Head title={t('complaints.title')}>
        <StatusChoice closed={closed} />
        {!closed && rows.length > 0 && <HowLate rows={rows} />}
      </Head>
      <Loaded query={query} skeleton={<Rows n={12} height={30} />}>
        {() =>
          rows.length === 0 ? (
            <Empty>{t(closed ? 'complaints.emptyClosed' : 'complaints.empty')}</Empty>
          ) : (
            <ComplaintTable rows={closed ? rows : byUrgency(rows, now)} names={names.data ?? {}} closed={closed} />
          )
        }
      </Loaded>
      <More query={query} />
    </>
  );
}

export function ComplaintList() {
  return (
    <Only section="complaints">
      <Listed />
    </Only>
  );
}
