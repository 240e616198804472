import { useSession } from '../api/session.ts';
import type { CustomerView } from '../api/types.ts';
import classes from '../pages/customer.module.css';
import { Consents } from './consents.tsx';
import { IdentityHistory } from './identity-history.tsx';
import { PersonalDetails } from './personal-details.tsx';
import { PrivacyActions } from './privacy-actions.tsx';

/** Who the customer is, what is kept of it and why that may be, and what can be done about it. */
export function CustomerPrivacy({ view }: { view: CustomerView }) {
  const role = useSession().session?.role;
  return (
    <div className={classes['halves']} style={{ marginTop: 16 }}>
      <Consents view={view} />
      <PersonalDetails view={view} />
      <IdentityHistory view={view} mayUnmerge={role !== 'privacyOfficer'} />
      <PrivacyActions id={view.customerId} />
    </div>
  );
}
