import { useQuery } from '@tanstack/react-query';
import { oneQuery } from '../api/lists.ts';
import type { AccountPlan } from '../api/plan-types.ts';
import type { CustomerView } from '../api/types.ts';
import classes from '../pages/customer.module.css';
import { PlanBasics, PlanRelations } from './plan-basics.tsx';
import { PlanHealth } from './plan-health.tsx';
import { PlanActions } from './plan-actions.tsx';
import { PlanLessons } from './plan-lessons.tsx';
import { PlanOpportunities } from './plan-opportunities.tsx';
import { Loaded, Rows } from './states.tsx';

/** The account plan in its five parts. */
export function CustomerPlan({ view: { customerId: id, partyType } }: { view: CustomerView }) {
  const query = useQuery(oneQuery<AccountPlan>(id, `/api/profile/v1/customers/${id}/plan`));
  return (
    <Loaded query={query} skeleton={<Rows n={8} />}>
      {({ basics, relations, health }) => (
        <div className={classes['columns']}>
          <div className={classes['side']}>
            <PlanBasics id={id} basics={basics} />
            <PlanRelations id={id} partyType={partyType} relations={relations} />
            <PlanLessons id={id} />
          </div>
          <div className={classes['side']}>
            <PlanOpportunities id={id} />
            <PlanHealth id={id} now={health} />
            <PlanActions id={id} />
          </div>
        </div>
      )}
    </Loaded>
  );
}
