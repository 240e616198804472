import type { CustomerView } from '../api/types.ts';
import classes from '../pages/customer.module.css';
import { CustomerAdvice } from './customer-advice.tsx';
import { NoteNeed } from './note-need.tsx';
import { StyleBasis } from './style-basis.tsx';

/** How the customer likes to be served, and on what that rests; what the customer wants, and who said so. */
export function CustomerKnowledge({ view }: { view: CustomerView }) {
  return (
    <div className={classes['halves']} style={{ marginTop: 16 }}>
      <CustomerAdvice view={view} />
      <div className={classes['side']}>
        <StyleBasis style={view.style ?? null} />
        <NoteNeed id={view.customerId} />
      </div>
    </div>
  );
}
