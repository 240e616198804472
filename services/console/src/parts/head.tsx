import { useDocumentTitle } from '@mantine/hooks';
import type { ReactNode } from 'react';
import classes from './layout.module.css';

export function Head({ title, children }: { title: string; children?: ReactNode }) {
  useDocumentTitle(`${title} · Rapport`);
  return (
    <div className={classes['head']}>
      <h1>{title}</h1>
      {children}
    </div>
  );
}

export function Panel(props: { title: string; aside?: ReactNode; children: ReactNode; flush?: boolean }) {
  return (
    <section className={classes['panel']} aria-label={props.title}>
      <div className={classes['panelHead']}>
        <h2>{props.title}</h2>
        {props.aside}
      </div>
      <div className={props.flush ? classes['flush'] : classes['panelBody']}>{props.children}</div>
    </section>
  );
}
