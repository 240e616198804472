import type { ReactNode } from 'react';
import classes from './pairs.module.css';

/** Facts with their names, one a line. */
export function Pairs({ pairs }: { pairs: readonly { label: string; value: ReactNode }[] }) {
  return (
    <dl className={classes['pairs']}>
      {pairs.map(({ label, value }, i) => (
        <div key={`${label}${i}`}>
          <dt>{label}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
