import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Navigate, useParams } from '@tanstack/react-router';
import { useEffect, useRef, useState } from 'react';
import type { LiveUpdate } from '../api/live.ts';
import { customerSatisfactionQuery, viewQuery } from '../api/queries.ts';
import { useLive } from '../api/use-live.ts';
import type { CustomerView } from '../api/types.ts';
import { CustomerAdvice } from '../parts/customer-advice.tsx';
import { CustomerEpisodes } from '../parts/customer-episodes.tsx';
import { CustomerHead, CustomerHeadSkeleton } from '../parts/customer-head.tsx';
import { CustomerNow } from '../parts/customer-now.tsx';
import { CustomerOpen } from '../parts/customer-open.tsx';
import { CustomerValue } from '../parts/customer-value.tsx';
import { FigureDrawer, type FigureName } from '../parts/figure-drawer.tsx';
import { Only } from '../parts/only.tsx';
import { Rows, Loaded } from '../parts/states.tsx';
import { Timeline } from '../parts/timeline.tsx';
import classes from './customer.module.css';

/** The projections behind the timeline and the satisfaction follow the view within a moment. */
const SETTLE = [400, 2000];

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
    timers.current = SETTLE.map(delay => setTimeout(() => readAgain(['timeline', 'satisfaction']), delay));
  }

  return useLive(id, { onUpdate, onGap: () => readAgain(['view', 'timeline', 'satisfaction']) });
}

function Inside({ id }: { id: string }) {
  const line = useLiveCustomer(id);
  const [figure, setFigure] = useState<FigureName | null>(null);
  const view = useQuery(viewQuery(id));
  const satisfaction = useQuery(customerSatisfactionQuery(id));
  const skeleton = (
    <>
      <CustomerHeadSkeleton />
      <Rows n={6} height={34} />
    </>
  );
  return (
    <Loaded query={view} skeleton={skeleton}>
      {data => (
        <>
          {data.customerId !== id && <Navigate to="/customers/$id" params={{ id: data.customerId }} replace />}
          <CustomerHead view={data} />
          <CustomerNow view={data} satisfaction={satisfaction} onOpen={setFigure} />
          <div className={classes['columns']}>
            <div className={classes['side']}>
              <CustomerOpen view={data} />
              <CustomerEpisodes view={data} />
              <CustomerAdvice view={data} />
              <CustomerValue view={data} onOpen={setFigure} />
            </div>
            <Timeline id={id} line={line} />
          </div>
          <FigureDrawer name={figure} id={id} view={data} satisfaction={satisfaction} onClose={() => setFigure(null)} />
        </>
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
