import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { ComplaintDetail } from '../api/complaint-types.ts';
import { complaintQuery, namesQuery, timelineQuery } from '../api/queries.ts';
import { dateTime } from '../format/time.ts';
import { word } from '../format/words.ts';
import { ClockCommands } from '../parts/clock-commands.tsx';
import { ComplaintCallBacks } from '../parts/complaint-call-backs.tsx';
import { ComplaintPromises } from '../parts/complaint-promises.tsx';
import { Only } from '../parts/only.tsx';
import { Head, Panel } from '../parts/head.tsx';
import { HouseClocks } from '../parts/house-clocks.tsx';
import { More } from '../parts/more.tsx';
import { Empty, Loaded, Rows } from '../parts/states.tsx';
import { Steps } from '../parts/steps.tsx';
import { TimelineLines } from '../parts/timeline-lines.tsx';
import classes from './customer.module.css';

function Title({ complaint }: { complaint: ComplaintDetail }) {
  const { t, i18n } = useTranslation();
  const { customerId, channel, openedAt, severity } = complaint;
  const names = useQuery(namesQuery([customerId]));
  const time = openedAt ? dateTime(openedAt, i18n.language) : '';
  const facts = [word(t, 'severity', severity), t('complaint.from', { channel: word(t, 'channel', channel), time })];
  return (
    <Head title={t('complaint.title', { cause: word(t, 'cause', complaint.cause) })}>
      <Link to="/customers/$id" params={{ id: customerId }} className="plainlink">
        {names.data?.[customerId] ?? t('customer.unnamed')}
      </Link>
      <span className="dim">{facts.filter(Boolean).join(' · ')}</span>
    </Head>
  );
}

function Narrative({ complaint }: { complaint: ComplaintDetail }) {
  const { t } = useTranslation();
  const narrative = complaint.personal?.['narrative'];
  if (typeof narrative !== 'string') return null;
  return (
    <Panel title={t('complaint.narrative')}>
      <span style={{ whiteSpace: 'pre-line' }}>{narrative}</span>
    </Panel>
  );
}

function Demands({ complaint }: { complaint: ComplaintDetail }) {
  const { t } = useTranslation();
  const demands = complaint.demands ?? [];
  return (
    <Panel title={t('complaint.demands')}>
      {demands.length === 0 ? (
        <Empty>{t('complaint.demandsNone')}</Empty>
      ) : (
        demands.map(demand => word(t, 'demand', demand)).join(' · ')
      )}
    </Panel>
  );
}

function History({ complaint }: { complaint: ComplaintDetail }) {
  const { t } = useTranslation();
  const query = useInfiniteQuery(timelineQuery(complaint.customerId, 'complaint'));
  return (
    <Panel title={t('complaint.history')}>
      <Loaded query={query} skeleton={<Rows n={4} />}>
        {data => {
          const items = data.pages.flatMap(page => page.items);
          const own = items.filter(
            item => (item.summary?.['complaintId'] ?? complaint.complaintId) === complaint.complaintId,
          );
          return own.length === 0 ? <Empty>{t('figure.noEvents')}</Empty> : <TimelineLines items={own} />;
        }}
      </Loaded>
      <More query={query} />
    </Panel>
  );
}

function Case() {
  const { id } = useParams({ from: '/complaints/$id' });
  const query = useQuery(complaintQuery(id));
  return (
    <Loaded query={query} skeleton={<Rows n={10} height={30} />}>
      {complaint => (
        <>
          <Title complaint={complaint} />
          <div className={classes['columns']}>
            <div className={classes['side']}>
              {!complaint.historic && <HouseClocks complaint={complaint} />}
              <ClockCommands complaint={complaint} />
              {!complaint.historic && <ComplaintCallBacks complaint={complaint} />}
              {!complaint.historic && <ComplaintPromises complaint={complaint} />}
              <Narrative complaint={complaint} />
              {!complaint.historic && <Demands complaint={complaint} />}
              {complaint.historic && <History complaint={complaint} />}
            </div>
            <div className={classes['side']}>
              <Steps complaint={complaint} />
              {!complaint.historic && <History complaint={complaint} />}
            </div>
          </div>
        </>
      )}
    </Loaded>
  );
}

export function Complaint() {
  return (
    <Only section="complaints">
      <Case />
    </Only>
  );
}
