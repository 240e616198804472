import { Tabs } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Navigate, useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { LiveUpdate } from '../api/live.ts';
import { customerSatisfactionQuery, viewQuery } from '../api/queries.ts';
import { useSession } from '../api/session.ts';
import type { CustomerView, Role } from '../api/types.ts';
import { useLive, type LiveLine } from '../api/use-live.ts';
import { CustomerAdvice } from '../parts/customer-advice.tsx';
import { CustomerCallBacks } from '../parts/customer-call-backs.tsx';
import { CustomerClocks } from '../parts/customer-clocks.tsx';
import { CustomerDealings } from '../parts/customer-dealings.tsx';
import { CustomerEpisodes } from '../parts/customer-episodes.tsx';
import { CustomerHead, CustomerHeadSkeleton } from '../parts/customer-head.tsx';
import { CustomerKnowledge } from '../parts/customer-knowledge.tsx';
import { CustomerNow } from '../parts/customer-now.tsx';
import { CustomerOpen } from '../parts/customer-open.tsx';
import { CustomerPlan } from '../parts/customer-plan.tsx';
import { CustomerPrivacy } from '../parts/customer-privacy.tsx';
import { CustomerPromises } from '../parts/customer-promises.tsx';
import { CustomerWork } from '../parts/customer-work.tsx';
import { CustomerValue } from '../parts/customer-value.tsx';
import { CustomerWorth } from '../parts/customer-worth.tsx';
import { Only } from '../parts/only.tsx';
import { Rows, Loaded } from '../parts/states.tsx';
import { Timeline } from '../parts/timeline.tsx';
import { WhyProvider } from '../parts/why.tsx';
import classes from './customer.module.css';

/** The projections behind the timeline and the satisfaction follow the view within a moment. */
const SETTLE = [400, 2000];
const FOLLOWING = ['timeline', 'satisfaction', 'figure', 'list'];

function useLiveCustomer(id: string) {
  const queries = useQueryClient();
  const shown = useRef<string | undefined>(undefined);
  const timers = useRef<ReturnType<typeof setTimeout>[]>([]);
  useEffect(() => () => timers.current.forEach(clearTimeout), []);
  const readAgain = (kinds: readonly string[]) =>
    kinds.forEach(kind => void queries.invalidateQueries({ queryKey: [kind, id] }));

  function onUpdate({ customerId, view }: LiveUpdate): void {
    if (customerId !== id) return;
    if (view === null) return readAgain(['view']);
    queries.setQueryData<CustomerView>(viewQuery(id).queryKey, before =>
      (before?.version ?? 0) > (view.version ?? 0) ? before : { ...view, advice: before?.advice ?? null },
    );
    // The stream is the same for all, and advice is for whoever looks.
    if (view.style?.asOf !== shown.current) readAgain(['view']);
    shown.current = view.style?.asOf;
    timers.current.forEach(clearTimeout);
    timers.current = SETTLE.map(delay => setTimeout(() => readAgain(FOLLOWING), delay));
  }

  return useLive({ customer: id, onUpdate, onGap: () => readAgain(['view', ...FOLLOWING]) });
}

type Tab = 'knowledge' | 'plan' | 'dealings' | 'privacy';

/** Beside the overview; the privacy officer needs no more than that and what concerns privacy. */
const tabsFor = (role: Role | undefined): Tab[] =>
  role === 'privacyOfficer' ? ['privacy'] : ['knowledge', 'plan', 'dealings', 'privacy'];

function Overview({ view, line }: { view: CustomerView; line: LiveLine }) {
  return (
    <div className={classes['columns']}>
      <div className={classes['side']}>
        <CustomerOpen view={view} />
        <CustomerPromises view={view} />
        <CustomerCallBacks view={view} />
        <CustomerWork view={view} />
        <CustomerClocks view={view} />
        <CustomerEpisodes view={view} />
        <CustomerAdvice view={view} />
        <CustomerValue view={view} />
        <CustomerWorth view={view} />
      </div>
      <Timeline id={view.customerId} line={line} />
    </div>
  );
}

function Parts({ view, line }: { view: CustomerView; line: LiveLine }) {
  const { t } = useTranslation();
  const { tab } = useSearch({ from: '/customers/$id' });
  const navigate = useNavigate({ from: '/customers/$id' });
  const tabs = tabsFor(useSession().session?.role);
  const open = tabs.find(each => each === tab) ?? 'overview';
  const id = view.customerId;
  const show = (value: string | null) =>
    void navigate({ search: value === 'overview' || !value ? {} : { tab: value } });
  return (
    <Tabs value={open} onChange={show} keepMounted={false} className={classes['tabs'] ?? ''}>
      <Tabs.List aria-label={t('customer.parts')} className={classes['tabList'] ?? ''}>
        {['overview', ...tabs].map(each => (
          <Tabs.Tab key={each} value={each}>
            {t(`customer.part.${each}`)}
          </Tabs.Tab>
        ))}
      </Tabs.List>
      <Tabs.Panel value="overview">
        <Overview view={view} line={line} />
      </Tabs.Panel>
      <Tabs.Panel value="knowledge">
        <CustomerKnowledge view={view} />
      </Tabs.Panel>
      <Tabs.Panel value="plan">
        <CustomerPlan view={view} />
      </Tabs.Panel>
      <Tabs.Panel value="dealings">
        <CustomerDealings id={id} />
      </Tabs.Panel>
      <Tabs.Panel value="privacy">
        <CustomerPrivacy view={view} />
      </Tabs.Panel>
    </Tabs>
  );
}

function Inside({ id }: { id: string }) {
  const line = useLiveCustomer(id);
  const role = useSession().session?.role;
  const measured = role !== 'privacyOfficer';
  const view = useQuery(viewQuery(id));
  const satisfaction = useQuery({ ...customerSatisfactionQuery(id), enabled: measured });
  const skeleton = (
    <>
      <CustomerHeadSkeleton />
      <Rows n={6} height={34} />
    </>
  );
  return (
    <Loaded query={view} skeleton={skeleton}>
      {data => (
        <WhyProvider id={id}>
          {data.customerId !== id && <Navigate to="/customers/$id" params={{ id: data.customerId }} replace />}
          <CustomerHead view={data} />
          <CustomerNow view={data} satisfaction={measured ? satisfaction : undefined} />
          <Parts view={data} line={line} />
        </WhyProvider>
      )}
    </Loaded>
  );
}

export function Customer() {
  const { id } = useParams({ from: '/customers/$id' });
  return (
    <Only section="customers">
      <Inside key={id} id={id} />
    </Only>
  );
}
