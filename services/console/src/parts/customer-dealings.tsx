import classes from '../pages/customer.module.css';
import { Deliveries, Episodes, Orders, Purchases } from './dealing-lists.tsx';
import { Invitations } from './invitations.tsx';
import { ReportLinks } from './report-links.tsx';

/** What the customer came with, ordered and got, what it was asked, and the report of it all. */
export function CustomerDealings({ id }: { id: string }) {
  return (
    <div className={classes['side']} style={{ marginTop: 16 }}>
      <Episodes id={id} />
      <div className={classes['halves']}>
        <Purchases id={id} />
        <Deliveries id={id} />
        <Orders id={id} />
        <Invitations id={id} />
        <ReportLinks id={id} />
      </div>
    </div>
  );
}
